using System.Buffers.Text;
using System.Net;
using System.Text;

namespace MailSink.Smtp;

/// <summary>RFC 4954. Any credentials are accepted; the mechanisms stand in <see cref="Mechanisms"/>.</summary>
internal sealed class AuthExtension : Extension
{
    private static readonly SaslMechanism[] Mechanisms = [new LoginMechanism(), new PlainMechanism()];

    private static readonly string[] KnownElsewhere =
        ["ANONYMOUS", "CRAM-MD5", "DIGEST-MD5", "EXTERNAL", "GSSAPI", "GSS-SPNEGO", "NTLM", "OAUTHBEARER", "XOAUTH2"];

    public override ExtensionRow Row { get; } = new(
        "AUTH", "AUTH " + string.Join(' ', Mechanisms.Select(mechanism => mechanism.Name)), ["AUTH"], [], ["AUTH"],
        new("The client may log in.", "客户端可以登录。"),
        new("The mechanisms behind the keyword say how. This sink accepts any name and any password, and stores no secret. "
            + "Base64 protects nothing: PLAIN and LOGIN belong inside TLS.",
            "关键字后列出可用的机制。本接收器接受任何用户名和密码，并且不保存密码。Base64 不提供任何保护：PLAIN 和 LOGIN 应在 TLS 内使用。"),
        "RFC 4954");

    public override IReadOnlyList<Command> Commands { get; } = [new AuthCommand()];

    public override IReadOnlyList<ParameterRule> MailParameters { get; } = [new("AUTH", "AUTH", CheckSubmitter)];

    public override string? EhloLine(SmtpSession session)
    {
        var names = Mechanisms.Where(mechanism => IsOffered(mechanism, session)).Select(mechanism => mechanism.Name);
        var line = string.Join(' ', names);
        return line.Length == 0 ? null : $"AUTH {line}";
    }

    public static SaslMechanism? Find(ReadOnlySpan<byte> name, SmtpSession session)
    {
        var mechanism = Find(name);
        return mechanism is not null && IsOffered(mechanism, session) ? mechanism : null;
    }

    /// <summary>What a transcript may show of a line that begins with AUTH, or null when it holds no secret.</summary>
    public static string? ShowCommand(ReadOnlySpan<byte> line)
    {
        var argument = line[4..].Trim(" \t"u8);
        var end = argument.IndexOfAny((byte)' ', (byte)'\t');
        var name = end < 0 ? argument : argument[..end];
        var isName = IsMechanismName(name);
        if (end < 0 && (isName || name.IsEmpty)) return null;
        var shown = $"{Encoding.ASCII.GetString(line[..4])} {(isName ? Encoding.ASCII.GetString(name) : Secret.Mask)}";
        if (end < 0) return shown;
        var response = argument[end..].Trim(" \t"u8);
        var secret = Find(name) is { } mechanism && AuthCommand.TryDecode(response, out var octets) ? mechanism.Start().Show(octets) : Secret.Mask;
        return $"{shown} {secret}";
    }

    /// <summary>A registered mechanism, offered or not; anything else behind AUTH may be a secret in the wrong place.</summary>
    private static bool IsMechanismName(ReadOnlySpan<byte> name)
    {
        if (name.Length > 20) return false;
        var text = Encoding.ASCII.GetString(name).ToUpperInvariant();
        return KnownElsewhere.Contains(text) || text.StartsWith("SCRAM-", StringComparison.Ordinal) || Find(name) is not null;
    }

    private static SaslMechanism? Find(ReadOnlySpan<byte> name)
    {
        foreach (var mechanism in Mechanisms)
            if (Ascii.EqualsIgnoreCase(name, mechanism.Name)) return mechanism;
        return null;
    }

    private static bool IsOffered(SaslMechanism mechanism, SmtpSession session) =>
        !mechanism.SendsSecret || !session.Options.Strict || session.Status.TlsProtocol is not null;

    /// <summary>RFC 4954 section 5: AUTH= has to be accepted from anybody; nobody here trusts it. Its value may be no mailbox.</summary>
    private static Reply CheckSubmitter(SmtpSession session, Envelope envelope, string? value) =>
        value is null || value != "<>" && Xtext.Decode(value) is null ? Replies.ParameterBad : Reply.None;
}

internal sealed class AuthCommand : Command
{
    public override CommandRow Row { get; } = new(
        "AUTH", "AUTH SP mechanism [SP initial-response]", Phases.Greeted,
        new("Logs in.", "登录。"),
        new("The server's 334 carries a challenge in base64, the client answers with base64, or with * to give up; 235 ends it. "
            + "Once in a session, before MAIL.",
            "服务器的 334 带有 base64 质询，客户端以 base64 作答，或以 * 放弃；235 表示成功。每个会话一次，须在 MAIL 之前。"),
        [235, 334, 500, 501, 503, 504, 535], "RFC 4954 §4");

    public override Argument Argument => Argument.Required;

    public override bool LenientBeforeHello => true;

    public override int LineLimit(SmtpOptions options) => options.MaxAuthLine;

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        var phase = session.Status.Phase;
        session.Status.Phase = Phase.Authenticating;
        var reply = await ExchangeAsync(session, argument);
        session.Status.Phase = phase;
        session.Conversation.SecretsMayFollow = reply.IsRefusal;
        return reply;
    }

    public override ValueTask<Reply> RefuseAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        session.Conversation.SecretsMayFollow = true;
        return base.RefuseAsync(session, argument);
    }

    /// <summary>Base64, where <c>=</c> stands for an empty response (RFC 4954 section 4).</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> text, out byte[] octets)
    {
        octets = [];
        if (text is [(byte)'=']) return true;
        if (text.ContainsAny(" \t\r\n"u8)) return false;
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, decoded, out _, out var length) != System.Buffers.OperationStatus.Done) return false;
        octets = decoded[..length];
        return true;
    }

    private static async ValueTask<Reply> ExchangeAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        var end = argument.Span.IndexOf((byte)' ');
        var name = end < 0 ? argument : argument[..end];
        if (session.Status.AuthMechanism is not null) return Replies.AuthTwice;
        if (AuthExtension.Find(name.Span, session) is not { } mechanism) return Replies.AuthUnknown;
        Lint(session, mechanism, name.Span, hasResponse: end >= 0);
        var exchange = mechanism.Start();
        var step = SaslStep.Ask(exchange.FirstChallenge);
        if (end >= 0)
        {
            if (!TryDecode(argument.Span[end..].Trim((byte)' '), out var initial)) return Replies.AuthBase64;
            step = exchange.Next(initial);
        }

        while (step.Challenge is { } challenge)
        {
            session.Conversation.Send(Replies.AuthChallenge.With(Convert.ToBase64String(Encoding.UTF8.GetBytes(challenge))));
            var heard = await session.Conversation.ReadResponseAsync(session.Options.MaxAuthLine, line => Show(exchange, line.Span));
            if (heard == Heard.TooLong) return Replies.AuthLineTooLong;
            if (heard != Heard.Line) return session.BreakOff(heard);
            var response = session.Conversation.Line.Span.Trim((byte)' ');
            if (response is [(byte)'*']) return Replies.AuthCancelled;
            if (!TryDecode(response, out var octets)) return Replies.AuthBase64;
            step = exchange.Next(octets);
        }

        if (step.Refusal is not null) return step.Refusal;
        session.Status.AuthUser = step.User;
        session.Status.AuthMechanism = mechanism.Name;
        return Replies.AuthOk;
    }

    private static string? Show(SaslExchange exchange, ReadOnlySpan<byte> line)
    {
        var response = line.Trim((byte)' ');
        if (response.IsEmpty || response is [(byte)'*']) return null;
        return TryDecode(response, out var octets) ? exchange.Show(octets) : Secret.Mask;
    }

    private static void Lint(SmtpSession session, SaslMechanism mechanism, ReadOnlySpan<byte> name, bool hasResponse)
    {
        if (mechanism.SendsSecret && session.Status.TlsProtocol is null)
        {
            var isLoopback = session.Status.Remote is null || IPAddress.IsLoopback(session.Status.Remote.Address);
            session.Findings.Report(LoginLint.ClearText, $"AUTH {mechanism.Name} outside TLS", severity: isLoopback ? Severity.Warning : null);
        }

        if (!Ascii.Equals(name, mechanism.Name)) session.Findings.Report(LoginLint.OddForm, $"mechanism written {Encoding.ASCII.GetString(name)}");
        if (hasResponse && mechanism.Name == "LOGIN") session.Findings.Report(LoginLint.OddForm, "AUTH LOGIN with the user name in its line");
    }
}
