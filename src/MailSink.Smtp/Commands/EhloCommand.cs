namespace MailSink.Smtp;

internal sealed class EhloCommand : Command
{
    public override CommandRow Row { get; } = new(
        "EHLO", "EHLO SP domain-or-[address]", Phases.Any,
        new("Greets the server and asks for its extensions.", "向服务器问好，并询问它支持哪些扩展。"),
        new("The first command of a modern session. The reply lists one extension per line; what is not listed may not be used. "
            + "A second EHLO is allowed and drops an open transaction, but keeps the login.",
            "现代会话的第一条命令。应答每行列出一个扩展；没有列出的扩展不可使用。可以再次发送 EHLO：未完成的事务被丢弃，登录状态保留。"),
        [250, 500, 501, 421], "RFC 5321 §4.1.1.1");

    public override Argument Argument => Argument.Optional;

    public override bool IsHello => true;

    public override bool IsOnOffer(SmtpSession session) => !session.Options.IsLmtp;

    public override bool EndsGroup => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument) =>
        session.Options.IsLmtp ? new(Replies.LhloExpected) : GreetAsync(session, argument);

    /// <summary>EHLO over SMTP, LHLO over LMTP: "The LHLO command has identical semantics to the EHLO command" (RFC 2033 section 4.1).</summary>
    public static async ValueTask<Reply> GreetAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (HelloName.Check(session, argument.Span, out var name) is { Row: not null } refusal) return refusal;
        session.Findings.Greeted(isEhlo: true);
        session.Hello = Hello.Ehlo;
        session.Status.Helo = session.OriginHelo ?? name;
        await session.EndTransactionAsync();
        return Replies.Ehlo.With($"{session.Options.HostName} greets {name}", ExtensionTable.EhloLines(session));
    }
}
