namespace MailSink.Smtp;

/// <summary>EXPN (RFC 5321 section 4.1.1.7); an optional command that is supported is listed.</summary>
internal sealed class ExpandExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "EXPN", "EXPN", [], [], ["EXPN"],
        new("Mailing lists may be asked about.", "可以查询邮件列表。"),
        new("There are no lists here; the answer is 252.", "这里没有邮件列表，因此回答 252。"),
        "RFC 5321 §4.1.1.7");

    public override IReadOnlyList<Command> Commands { get; } = [new ExpnCommand()];
}

internal sealed class ExpnCommand : Command
{
    public override CommandRow Row { get; } = new(
        "EXPN", "EXPN SP list [SP SMTPUTF8]", Phases.NotAfterFailedChunk,
        new("Asks for the members of a mailing list.", "询问邮件列表的成员。"),
        new("Rarely answered in public, since it gives addresses away.", "公共服务器很少回答，因为这会泄露地址。"),
        [252, 501], "RFC 5321 §4.1.1.7");

    public override Argument Argument => Argument.Required;

    public override bool EndsGroup => true;

    public override bool TakesEightBit => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument) => new(Replies.Expand);
}
