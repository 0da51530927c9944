namespace MailSink.Smtp;

internal sealed class HeloCommand : Command
{
    public override CommandRow Row { get; } = new(
        "HELO", "HELO SP domain", Phases.Any,
        new("Greets the server the old way, without extensions.", "用旧方式问好，不使用任何扩展。"),
        new("From RFC 821. A client falls back to it when EHLO is answered 500 or 502. After HELO no extension may be used: "
            + "no SIZE, no AUTH, no PIPELINING.",
            "源自 RFC 821。当 EHLO 得到 500 或 502 时，客户端退回到 HELO。此后不可使用任何扩展：没有 SIZE、AUTH 和 PIPELINING。"),
        [250, 501, 421], "RFC 5321 §4.1.1.1");

    public override Argument Argument => Argument.Optional;

    public override bool IsHello => true;

    public override bool IsOnOffer(SmtpSession session) => !session.Options.IsLmtp;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument) =>
        session.Options.IsLmtp ? new(Replies.LhloExpected) : GreetAsync(session, argument);

    private static async ValueTask<Reply> GreetAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (HelloName.Check(session, argument.Span, out var name) is { Row: not null } refusal) return refusal;
        session.Findings.Greeted(isEhlo: false);
        session.Hello = Hello.Helo;
        session.Status.Helo = session.OriginHelo ?? name;
        await session.EndTransactionAsync();
        return Replies.Helo.With(session.Options.HostName);
    }
}
