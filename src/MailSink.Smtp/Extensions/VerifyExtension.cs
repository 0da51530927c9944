namespace MailSink.Smtp;

/// <summary>VRFY (RFC 5321 section 4.1.1.6); an optional command that is supported is listed.</summary>
internal sealed class VerifyExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "VRFY", "VRFY", [], [], ["VRFY"],
        new("Addresses may be asked about.", "可以查询地址。"),
        new("A sink accepts every address, so the answer is 252, unless it is configured to tell of the recipients it has seen.",
            "邮件接收器接受任何地址，因此回答 252；也可以配置为按已收到过邮件的收件人作答。"),
        "RFC 5321 §4.1.1.6");

    public override IReadOnlyList<Command> Commands { get; } = [new VrfyCommand()];
}

internal sealed class VrfyCommand : Command
{
    public override CommandRow Row { get; } = new(
        "VRFY", "VRFY SP address-or-name [SP SMTPUTF8]", Phases.NotAfterFailedChunk,
        new("Asks whether an address exists.", "询问某个地址是否存在。"),
        new("Public servers answer 252: they will try, but do not tell. A server that tells answers 250 with name and address, 550 where there is "
            + "nobody, and 553 with a list where several fit. A client must not rely on more than 252.",
            "公共服务器回答 252：会尝试投递，但不透露结果。愿意透露的服务器回答 250 及姓名和地址；没有此人时回答 550；有多个符合时以 553 列出。客户端不能指望比 252 更多的信息。"),
        [250, 251, 252, 501, 502, 550, 551, 553], "RFC 5321 §4.1.1.6");

    public override Argument Argument => Argument.Required;

    public override bool EndsGroup => true;

    public override bool TakesEightBit => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument) =>
        MailboxArgument.AskAsync(session, argument, Tell, Replies.Verify);

    // RFC 5321 section 3.5.1: a name that fits several mailboxes is "553 User ambiguous", and the possibilities may be listed.
    private static Reply Tell(IReadOnlyList<KnownMailbox> found, bool takesUtf8) => found.Count == 1
        ? MailboxArgument.List(Replies.Mailbox, Replies.MailboxUtf8, [found[0].ToString()], takesUtf8)
        : MailboxArgument.List(Replies.Ambiguous, Replies.AmbiguousUtf8, [.. found.Select(mailbox => mailbox.ToString())], takesUtf8);
}
