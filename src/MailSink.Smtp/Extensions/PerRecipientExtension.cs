namespace MailSink.Smtp;

/// <summary>draft-hall-prdr, as Exim and swaks have it.</summary>
internal sealed class PerRecipientExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "PRDR", "PRDR", ["PRDR"], [], [],
        new("Each recipient gets a reply of its own at the end of the message.", "邮件结束时每个收件人各得一个应答。"),
        new("After PRDR in MAIL the end of the message is answered with 353, then one reply for each recipient in order, then a last one for the "
            + "message. So a server can refuse the content for some and take it for others.",
            "MAIL 带 PRDR 时，邮件结束后先是 353，然后按顺序给每个收件人一个应答，最后是整封邮件的应答。这样服务器可以只为部分收件人接收内容。"),
        "draft-hall-prdr")
    {
        IsOptional = true,
    };

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("PRDR", Take)];

    private static Reply Take(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is not null) return Replies.ParameterBad;
        envelope.Ask().RepliesPerRecipient = true;
        return Reply.None;
    }
}
