namespace MailSink.Smtp;

/// <content>Questions without effect.</content>
internal static partial class Replies
{
    public static readonly ReplyRow Verify = new(
        "verify", 252, "2.5.0", "Cannot VRFY user, but will accept message and attempt delivery",
        new("The server does not tell, but would accept the address.",
            "服务器不作说明，但会接受这个地址。"));

    public static readonly ReplyRow Expand = new(
        "expand", 252, "2.5.0", "Cannot EXPN list, but will accept message and attempt delivery",
        new("There are no lists here.",
            "这里没有邮件列表。"));

    public static readonly ReplyRow Help = new(
        "help", 214, "2.0.0", "{0}",
        new("Text for people.",
            "供人阅读的文字。"));

    public static readonly ReplyRow HelpUnknown = new(
        "help-unknown", 504, "5.5.4", "No help on that",
        new("HELP alone lists the topics.",
            "单独的 HELP 会列出主题。"));

    private static ReplyRow[] OfInformation =>
    [
        Verify, Expand, Help, HelpUnknown,
    ];
}
