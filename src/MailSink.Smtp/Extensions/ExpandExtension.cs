namespace MailSink.Smtp;

/// <summary>EXPN (RFC 5321 section 4.1.1.7); an optional command that is supported is listed.</summary>
internal sealed class ExpandExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "EXPN", "EXPN", [], [], ["EXPN"],
        new("Mailing lists may be asked about.", "可以查询邮件列表。"),
        new("The answer is 252, unless the server is configured to tell: then a domain or a name is the list of the recipients it has seen there.",
            "一般回答 252；若配置为公开信息，则把域名或名字当作列表，列出已收到过邮件的收件人。"),
        "RFC 5321 §4.1.1.7");

    public override IReadOnlyList<Command> Commands { get; } = [new ExpnCommand()];
}

internal sealed class ExpnCommand : Command
{
    public override CommandRow Row { get; } = new(
        "EXPN", "EXPN SP list [SP SMTPUTF8]", Phases.NotAfterFailedChunk,
        new("Asks for the members of a mailing list.", "询问邮件列表的成员。"),
        new("Rarely answered in public, since it gives addresses away: 252. A server that tells answers 250 with one member per line. "
            + "Here a domain stands for its known recipients, a name for those of that name in any domain.",
            "这会泄露地址，因此公共服务器很少如实回答，而是回答 252。愿意透露的服务器回答 250，每行一个成员。在这里，域名代表其中已知的收件人，名字代表各域中同名的收件人。"),
        [250, 252, 501, 502, 550, 553], "RFC 5321 §4.1.1.7");

    public override Argument Argument => Argument.Required;

    public override bool EndsGroup => true;

    public override bool TakesEightBit => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument) =>
        MailboxArgument.AskAsync(session, argument, Tell, Replies.Expand);

    private static Reply Tell(IReadOnlyList<KnownMailbox> found, bool takesUtf8) =>
        MailboxArgument.List(Replies.Mailbox, Replies.MailboxUtf8, [.. found.Select(mailbox => mailbox.ToString())], takesUtf8);
}
