namespace MailSink.Smtp;

internal sealed class LhloCommand : Command
{
    public override CommandRow Row { get; } = new(
        "LHLO", "LHLO SP domain-or-[address]", Phases.Any,
        new("Greets an LMTP server and asks for its extensions.", "向 LMTP 服务器问好，并询问它支持哪些扩展。"),
        new("LMTP hands mail to the last system, which keeps no queue: it is SMTP with LHLO in place of EHLO and HELO, and with one reply "
            + "for each recipient after the message. Only an LMTP listener takes it; everywhere else it is answered 500.",
            "LMTP 把邮件交给不设队列的最终系统：它与 SMTP 相同，只是用 LHLO 代替 EHLO 和 HELO，并在邮件之后为每个收件人各给一个应答。只有 LMTP 监听器接受它，其他地方回答 500。"),
        [250, 500, 501, 421], "RFC 2033 §4.1");

    public override Argument Argument => Argument.Optional;

    public override bool IsHello => true;

    public override bool IsOnOffer(SmtpSession session) => session.Options.IsLmtp;

    public override bool EndsGroup => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument) =>
        session.Options.IsLmtp ? EhloCommand.GreetAsync(session, argument) : new(Replies.LhloIsLmtp);
}
