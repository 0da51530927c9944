using System.Text;

namespace MailSink.Smtp;

/// <summary>RFC 2645, on-demand mail relay: who has no fixed address fetches the mail of its domains over its own connection.</summary>
internal sealed class AtrnExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "ATRN", "ATRN", [], [], ["ATRN"],
        new("A logged-in client may turn the connection round and receive the mail of its domains.", "已登录的客户端可以反转连接，接收自己域名的邮件。"),
        new("After the 250 to ATRN the roles change: the client greets with 220, and the server sends it the mail it holds, as any SMTP client would.",
            "ATRN 得到 250 之后角色互换：客户端以 220 问候，服务器像普通 SMTP 客户端一样把保存的邮件发给它。"),
        "RFC 2645");

    public override IReadOnlyList<Command> Commands { get; } = [new AtrnCommand()];

    // Section 5.1.1 wants it listed before the login too.
    protected override bool FitsIn(SmtpSession session) => session.Host.Queue is not null;
}

internal sealed class AtrnCommand : Command
{
    public override CommandRow Row { get; } = new(
        "ATRN", "ATRN [SP domain *(\",\" domain)]", Phases.Greeted,
        new("Turns the connection round to receive the mail of own domains.", "反转连接，接收自己域名的邮件。"),
        new("Refused with 530 before a login. Without domains it means all the user may have; one domain too many, and nothing is sent (450). "
            + "453 says that there is no mail.",
            "登录之前以 530 拒绝。不带域名时表示该用户有权接收的全部域名；只要有一个无权的域名，就什么也不发送（450）。453 表示没有邮件。"),
        [250, 450, 451, 453, 501, 502, 503, 530], "RFC 2645 §5.2.1");

    public override Argument Argument => Argument.Optional;

    public override bool LenientBeforeHello => true;

    public override bool EndsGroup => true;

    public override bool IsOnOffer(SmtpSession session) => base.IsOnOffer(session) && session.Host.Queue is not null;

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (session.Host.Queue is not { } queue) return Replies.AtrnUnavailable;
        // "The ATRN command MUST be rejected if the session has not been authenticated. Response code 530 [AUTH] is used for this."
        if (session.Status.AuthMechanism is null) return Replies.AtrnLogin;
        if (!TryParse(argument.Span, session.Options.Strict, out var domains)) return Replies.AtrnSyntax;
        if (QueueAccess.Of(session, domains) is not { } selection) return Replies.NotEntitled;
        return await queue.CountAsync(selection, CancellationToken.None) switch
        {
            null => Replies.QueueUnknown,
            0 => Replies.NoMail,
            _ => await Reversal.RunAsync(session, Row.Name, queue, selection),
        };
    }

    /// <summary>Section 5.2.1: <c>domain *("," domain)</c> without spaces, each of two labels at least; lenient listeners take one.</summary>
    private static bool TryParse(ReadOnlySpan<byte> text, bool strict, out List<string> domains)
    {
        domains = [];
        while (!text.IsEmpty)
        {
            var comma = text.IndexOf((byte)',');
            var domain = comma < 0 ? text : text[..comma];
            if (!DomainParser.IsDomain(domain) || strict && !domain.Contains((byte)'.')) return false;
            domains.Add(DomainForm.Canonical(Encoding.ASCII.GetString(domain)));
            if (comma == text.Length - 1) return false;
            text = comma < 0 ? default : text[(comma + 1)..];
        }

        return true;
    }
}
