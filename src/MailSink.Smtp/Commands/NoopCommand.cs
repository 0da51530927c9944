namespace MailSink.Smtp;

internal sealed class NoopCommand : Command
{
    public override CommandRow Row { get; } = new(
        "NOOP", "NOOP [SP text]", Phases.Any,
        new("Does nothing but get a reply.", "什么也不做，只得到一个应答。"),
        new("Shows that the connection is alive. Allowed at any time, between BDAT chunks too; text behind it is ignored.",
            "用来确认连接仍然有效。任何时候都可使用，包括 BDAT 数据块之间；后面的文字会被忽略。"),
        [250], "RFC 5321 §4.1.1.9");

    public override Argument Argument => Argument.Optional;

    public override bool EndsGroup => true;

    public override bool TakesEightBit => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument) => new(Replies.NoopOk);
}
