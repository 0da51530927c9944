namespace MailSink.Smtp;

/// <summary>VRFY (RFC 5321 section 4.1.1.6); an optional command that is supported is listed.</summary>
internal sealed class VerifyExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "VRFY", "VRFY", [], [], ["VRFY"],
        new("Addresses may be asked about.", "可以查询地址。"),
        new("A sink accepts every address, so the answer is always 252.", "邮件接收器接受任何地址，因此总是回答 252。"),
        "RFC 5321 §4.1.1.6");

    public override IReadOnlyList<Command> Commands { get; } = [new VrfyCommand()];
}

internal sealed class VrfyCommand : Command
{
    public override CommandRow Row { get; } = new(
        "VRFY", "VRFY SP address [SP SMTPUTF8]", Phases.NotAfterFailedChunk,
        new("Asks whether an address exists.", "询问某个地址是否存在。"),
        new("Public servers answer 252: they will try, but do not tell. A client must not rely on more.",
            "公共服务器回答 252：会尝试投递，但不透露结果。客户端不能指望更多。"),
        [252, 501], "RFC 5321 §4.1.1.6");

    public override Argument Argument => Argument.Required;

    public override bool EndsGroup => true;

    public override bool TakesEightBit => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument) => new(Replies.Verify);
}
