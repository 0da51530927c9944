using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace MailSink.Smtp;

/// <summary>AUTH (RFC 4954 section 4): challenges and responses until one side has enough.</summary>
internal sealed class AuthCommand : Command
{
    /// <summary>RFC 4954 section 4 leaves the limit of RFC 5321 in force for the command with its initial response.</summary>
    private const int LongestCommand = 512;

    public override CommandRow Row { get; } = new(
        "AUTH", "AUTH SP mechanism [SP initial-response]", Phases.Greeted,
        new("Logs in.", "登录。"),
        new("The server's 334 carries a challenge in base64, the client answers with base64, or with * to give up; 235 ends it. "
            + "Once in a session, before MAIL.",
            "服务器的 334 带有 base64 质询，客户端以 base64 作答，或以 * 放弃；235 表示成功。每个会话一次，须在 MAIL 之前。"),
        [235, 334, 432, 454, 500, 501, 503, 504, 525, 530, 534, 535, 538], "RFC 4954 §4");

    public override Argument Argument => Argument.Required;

    public override bool LenientBeforeHello => true;

    public override bool AsksForFaults => true;

    // RFC 4954 section 4: "the maximum length of an AUTH command line" is 12288 octets.
    public override int SafeLineLength => 12288;

    public override int LineLimit(SmtpOptions options) => options.MaxAuthLine;

    public override ReplyRow LineTooLong => Replies.AuthLineTooLong;

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        var phase = session.Status.Phase;
        session.Status.Phase = Phase.Authenticating;
        var reply = await ExchangeAsync(session, argument);
        session.Status.Phase = phase;
        session.Logins.Answered(reply);
        session.Conversation.SecretsMayFollow = reply.IsRefusal;
        return reply;
    }

    /// <summary>Base64, where <c>=</c> stands for an empty response (RFC 4954 section 4).</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> text, out byte[] octets)
    {
        octets = [];
        if (text is [(byte)'=']) return true;
        if (text.ContainsAny(" \t\r\n"u8)) return false;
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, decoded, out _, out var length) != OperationStatus.Done) return false;
        octets = decoded[..length];
        return true;
    }

    /// <summary>Base64 within a message.</summary>
    internal static bool TryDecode(string text, out byte[] octets) => TryDecode(Encoding.UTF8.GetBytes(text), out octets);

    private static async ValueTask<Reply> ExchangeAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        var end = argument.Span.IndexOf((byte)' ');
        var name = end < 0 ? argument : argument[..end];
        if (session.Status.AuthMechanism is not null) return Replies.AuthTwice;
        if (session.Options.Strict && session.Hello != Hello.Ehlo) return Replies.HelloFirst;
        if (SaslTable.Find(name.Span, session) is not { } mechanism) return Replies.AuthUnknown;
        Lint(session, mechanism, name.Span, hasResponse: end >= 0);
        if (end >= 0 && mechanism.IsServerFirst) return Replies.AuthServerFirst;
        if (end < 0) return await ConverseAsync(session, mechanism, initial: null);
        return TryDecode(argument.Span[end..].Trim((byte)' '), out var initial)
            ? await ConverseAsync(session, mechanism, initial)
            : Replies.AuthBase64;
    }

    private static async ValueTask<Reply> ConverseAsync(SmtpSession session, SaslMechanism mechanism, byte[]? initial)
    {
        var exchange = mechanism.Start(session);
        var step = initial is null ? SaslStep.Ask(exchange.FirstChallenge) : exchange.Next(initial);
        var number = initial is null ? 0 : 1;
        var isOneRoundTrip = initial is not null && mechanism.IsOneRoundTrip;
        for (; step.Challenge is { } challenge; number++)
        {
            session.Conversation.Send(Replies.AuthChallenge.With(Convert.ToBase64String(challenge)));
            session.Findings.AfterLogin(isOneRoundTrip: false);
            var (heard, response) = await HearAsync(session, mechanism, number);
            if (response is null) return heard;
            step = exchange.Next(response);
        }

        session.Findings.AfterLogin(isOneRoundTrip);
        if (step.User is null) return step.Refusal;
        if (session.Faults.Asks(FaultStages.Auth) && Judge(session, step.User) is { Row: not null } injected) return injected;
        session.Status.AuthUser = step.User;
        session.Status.AuthMechanism = mechanism.Name;
        return Replies.AuthOk;
    }

    private static Reply Judge(SmtpSession session, string user) => session.Faults.Judge(new FaultQuestion
    {
        Stage = FaultStages.Auth,
        Session = session.Status,
        Verb = "AUTH",
        User = user,
    });

    /// <returns>The response, decoded, or the reply when there is none.</returns>
    private static async ValueTask<(Reply Reply, byte[]? Response)> HearAsync(SmtpSession session, SaslMechanism mechanism, int number)
    {
        var heard = await session.Conversation.ReadResponseAsync(session.Options.MaxAuthLine, line => Show(mechanism, line.Span, number));
        if (heard == Heard.TooLong) return (Replies.AuthLineTooLong, null);
        if (heard != Heard.Line) return (session.BreakOff(heard), null);
        var response = session.Conversation.Line.Span.Trim((byte)' ');
        if (response is [(byte)'*']) return (Replies.AuthCancelled, null);
        return TryDecode(response, out var octets) ? (Reply.None, octets) : (Replies.AuthBase64, null);
    }

    private static string? Show(SaslMechanism mechanism, ReadOnlySpan<byte> line, int number)
    {
        var response = line.Trim((byte)' ');
        if (response.IsEmpty || response is [(byte)'*'] or [(byte)'=']) return null;
        return TryDecode(response, out var octets) ? mechanism.Show(octets, number) : Secret.Mask;
    }

    private static void Lint(SmtpSession session, SaslMechanism mechanism, ReadOnlySpan<byte> name, bool hasResponse)
    {
        var findings = session.Findings;
        if (mechanism.SendsSecret && session.Status.TlsProtocol is null)
        {
            var isLoopback = session.Status.Remote is null || IPAddress.IsLoopback(session.Status.Remote.Address);
            findings.Report(LoginLint.ClearText, $"AUTH {mechanism.Name} outside TLS", severity: isLoopback ? Severity.Warning : null);
        }

        if (!Ascii.Equals(name, mechanism.Name)) findings.Report(LoginLint.OddForm, $"mechanism written {Encoding.ASCII.GetString(name)}");
        if (hasResponse && mechanism.Name == "LOGIN") findings.Report(LoginLint.OddForm, "AUTH LOGIN with the user name in its line");
        if (hasResponse && mechanism.IsServerFirst) findings.Report(LoginLint.InitialResponse, $"{mechanism.Name} takes no initial response");
        if (hasResponse && session.Conversation.LineOctets > LongestCommand)
            findings.Report(LoginLint.InitialResponse, $"a command of {session.Conversation.LineOctets} octets");
        if (mechanism.IsWeakerThanScram && SaslTable.Announced(session).FirstOrDefault(one => one is ScramMechanism) is { } better)
            findings.Report(LoginLint.WeakChoice, $"{mechanism.Name} although {better.Name} was offered");
    }
}
