namespace MailSink.Smtp;

/// <summary>
/// TURN of RFC 821. RFC 5321 appendix F.1: "SMTP systems SHOULD NOT use it unless the server can authenticate the client"; so it is
/// done, and listed, for who has logged in.
/// </summary>
internal sealed class TurnExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "TURN", "TURN", [], [], ["TURN"],
        new("A logged-in client may swap the roles of client and server.", "已登录的客户端可以交换客户端与服务器的角色。"),
        new("Deprecated: without a login anybody could fetch anybody's mail. ATRN is its successor.", "已被弃用：不登录就可以取走任何人的邮件。ATRN 是它的后继。"),
        "RFC 5321 Appendix F.1");

    public override IReadOnlyList<Command> Commands { get; } = [new TurnCommand()];

    protected override bool FitsIn(SmtpSession session) => session.Host.Queue is not null && session.Status.AuthMechanism is not null;
}

internal sealed class TurnCommand : Command
{
    public override CommandRow Row { get; } = new(
        "TURN", "TURN", Phases.Greeted,
        new("Asks to swap the roles of client and server.", "请求交换客户端与服务器的角色。"),
        new("After the 250 the other side greets with 220 and is sent the mail of all domains its user may have. "
            + "Deprecated: without a login anybody could fetch anybody's mail, and 502 is the answer.",
            "250 之后由对方以 220 问候，并收到其用户有权接收的全部域名的邮件。已被弃用：不登录就可以取走任何人的邮件，此时回答 502。"),
        [250, 450, 501, 502, 503], "RFC 5321 Appendix F.1");

    public override bool LenientBeforeHello => true;

    public override bool EndsGroup => true;

    public override bool IsOnOffer(SmtpSession session) =>
        base.IsOnOffer(session) && session.Host.Queue is not null && session.Status.AuthMechanism is not null;

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        session.Findings.Report(SessionLint.ObsoleteCommand, Row.Name);
        if (session.Host.Queue is not { } queue || session.Status.AuthMechanism is null) return Replies.TurnUnavailable;
        return QueueAccess.Of(session, []) is { } selection
            ? await Reversal.RunAsync(session, Row.Name, queue, selection)
            : Replies.NotEntitled;
    }
}
