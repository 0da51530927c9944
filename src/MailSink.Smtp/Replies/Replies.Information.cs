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

    public static readonly ReplyRow Mailbox = new(
        "mailbox", 250, "2.1.5", "{0}",
        new("The answer to VRFY or EXPN where the server tells: name and address, one a line.",
            "在服务器愿意透露时对 VRFY 或 EXPN 的回答：姓名和地址，每行一个。"));

    public static readonly ReplyRow MailboxUtf8 = new(
        "mailbox-utf8", 250, "2.1.5", "{0}",
        new("The same in UTF-8, which the client allowed with SMTPUTF8.",
            "内容相同，但含有 UTF-8；客户端已用 SMTPUTF8 表示接受。"))
    {
        IsUtf8 = true,
    };

    public static readonly ReplyRow NoSuchMailbox = new(
        "no-such-mailbox", 550, "5.1.1", "Nobody of that name is known here",
        new("No mail for such a recipient has come yet; it would be accepted all the same.",
            "还没有收到过发给此收件人的邮件；不过发给它的邮件仍会被接受。"));

    public static readonly ReplyRow Ambiguous = new(
        "ambiguous", 553, "5.1.4", "User ambiguous; possibilities are",
        new("Several known mailboxes fit; ask with the full address.",
            "有多个已知邮箱符合；请用完整地址查询。"));

    public static readonly ReplyRow AmbiguousUtf8 = new(
        "ambiguous-utf8", 553, "5.1.4", "User ambiguous; possibilities are",
        new("The same in UTF-8, which the client allowed with SMTPUTF8.",
            "内容相同，但含有 UTF-8；客户端已用 SMTPUTF8 表示接受。"))
    {
        IsUtf8 = true,
    };

    public static readonly ReplyRow AnswerNeedsUtf8 = new(
        "answer-needs-utf8", 553, "5.6.8", "The answer needs UTF-8: ask again with SMTPUTF8",
        new("A mailbox found is not ASCII, and the client did not say that it takes UTF-8 (RFC 6531 section 3.7.4.2).",
            "找到的邮箱含有非 ASCII 字符，而客户端没有表示可以接受 UTF-8（RFC 6531 第 3.7.4.2 节）。"));

    public static readonly ReplyRow Help = new(
        "help", 214, "2.0.0", "{0}",
        new("Text for people.",
            "供人阅读的文字。"));

    public static readonly ReplyRow Status = new(
        "status", 211, "2.0.0", "{0}",
        new("HELP STATUS: what the server is and how this session stands.",
            "HELP STATUS 的回答：服务器的情况和当前会话的状态。"));

    public static readonly ReplyRow HelpUnknown = new(
        "help-unknown", 504, "5.5.4", "No help on that",
        new("HELP alone lists the topics.",
            "单独的 HELP 会列出主题。"));

    private static ReplyRow[] OfInformation =>
    [
        Verify, Expand, Mailbox, MailboxUtf8, NoSuchMailbox, Ambiguous, AmbiguousUtf8, AnswerNeedsUtf8, Help, Status, HelpUnknown,
    ];
}
