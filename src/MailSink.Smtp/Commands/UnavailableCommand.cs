namespace MailSink.Smtp;

/// <summary>A command the engine knows and does not do: the reply says why, which helps more than "unknown".</summary>
internal sealed class UnavailableCommand(CommandRow row, ReplyRow reply, bool isObsolete) : Command
{
    public static readonly Command[] All =
    [
        new UnavailableCommand(new(
            "ETRN", "ETRN SP [@|#]node", Phases.Any,
            new("Asks the server to deliver the mail it holds for a host.", "请求服务器投递它为某台主机保存的邮件。"),
            new("It names a node; delivery then uses a new connection. This server queues nothing, so there is nothing to start.",
                "它给出一个节点名，投递使用新的连接。本服务器没有队列，因此没有可启动的投递。"),
            [502], "RFC 1985 §5"), Replies.EtrnUnavailable, isObsolete: false),
        new UnavailableCommand(new(
            "ATRN", "ATRN [SP domain *(\",\" domain)]", Phases.Any,
            new("Asks to reverse the connection and receive the mail of own domains.", "请求反转连接方向，接收自己域名的邮件。"),
            new("On-demand mail relay for hosts without a fixed address; it needs a login first. This server does not turn the connection.",
                "供没有固定地址的主机按需取信，必须先登录。本服务器不反转连接。"),
            [502], "RFC 2645 §5.2"), Replies.AtrnUnavailable, isObsolete: false),
        new UnavailableCommand(new(
            "TURN", "TURN", Phases.Any,
            new("Asks to swap the roles of client and server.", "请求交换客户端与服务器的角色。"),
            new("Deprecated: without a login anybody could fetch anybody's mail.", "已被弃用：不登录就可以取走任何人的邮件。"),
            [502], "RFC 5321 Appendix F.1"), Replies.TurnUnavailable, isObsolete: true),
        Terminal("SEND"), Terminal("SOML"), Terminal("SAML"),
    ];

    public override CommandRow Row { get; } = row;

    public override Argument Argument => Argument.Optional;

    public override bool IsOnOffer(SmtpSession session) => false;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (isObsolete) session.Findings.Report(SessionLint.ObsoleteCommand, Row.Name);
        return new(reply);
    }

    private static UnavailableCommand Terminal(string verb) => new(new(
        verb, $"{verb} FROM:<reverse-path>", Phases.Any,
        new("Was meant to write to a user's terminal.", "原本用于把消息写到用户的终端。"),
        new("From RFC 821, obsolete since RFC 2821; use MAIL.", "源自 RFC 821，自 RFC 2821 起废弃；请使用 MAIL。"),
        [502], "RFC 5321 Appendix F.6"), Replies.TerminalUnavailable, isObsolete: true);
}
