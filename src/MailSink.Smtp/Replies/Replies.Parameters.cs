namespace MailSink.Smtp;

/// <content>What the parameters of extensions ask for, and BURL.</content>
internal static partial class Replies
{
    public static readonly ReplyRow PriorityChanged = new(
        "priority-changed", 250, "2.3.6", "{0} is the priority of the message: only after AUTH it may be raised",
        new("The sender is accepted, with another priority than MT-PRIORITY asked for (RFC 6710 section 4.1).",
            "发件人已被接受，但优先级与 MT-PRIORITY 要求的不同（RFC 6710 第 4.1 节）。"));

    public static readonly ReplyRow PriorityBad = new(
        "priority-bad", 501, "5.5.2", "MT-PRIORITY is a number from -9 to 9, given once",
        new("0, 1 to 9, or -1 to -9, without a plus sign.",
            "取值为 0、1 至 9 或 -1 至 -9，不带加号。"));

    public static readonly ReplyRow DeadlineTooSoon = new(
        "deadline-too-soon", 555, "5.5.4", "BY is sooner than this server can promise",
        new("The number behind DELIVERBY in the EHLO reply is the shortest time taken with R.",
            "EHLO 应答中 DELIVERBY 后的数字是 R 方式可接受的最短时间。"));

    public static readonly ReplyRow HoldTooFar = new(
        "hold-too-far", 501, "5.5.4", "The time to hold the message for is past or too far away",
        new("The limits stand behind FUTURERELEASE in the reply to EHLO.",
            "上限见 EHLO 应答中的 FUTURERELEASE。"));

    public static readonly ReplyRow HoldBeyondDeadline = new(
        "hold-beyond-deadline", 501, "5.5.4", "The message would be held until after its deadline",
        new("HOLDFOR or HOLDUNTIL is later than BY (RFC 4865 section 5.2).",
            "HOLDFOR 或 HOLDUNTIL 晚于 BY（RFC 4865 第 5.2 节）。"));

    public static readonly ReplyRow TrackingNeedsId = new(
        "tracking-needs-id", 501, "5.5.4", "MTRK needs ENVID=local@host",
        new("Tracking asks for the message by its envelope id, which has to be unique (RFC 3885 section 3.2).",
            "跟踪按信封标识查询邮件，标识必须唯一（RFC 3885 第 3.2 节）。"));

    public static readonly ReplyRow SolicitationRefused = new(
        "solicitation-refused", 550, "5.7.1", "{0}",
        new("The message is of a class that NO-SOLICITING in the reply to EHLO declines.",
            "邮件属于 EHLO 应答中 NO-SOLICITING 所谢绝的类别。"));

    public static readonly ReplyRow TooManyMails = new(
        "too-many-mails", 421, "4.7.0", "{0} takes no more messages in this session, closing",
        new("MAILMAX of LIMITS is reached: open a new connection.",
            "已达到 LIMITS 的 MAILMAX：请打开新的连接。"));

    public static readonly ReplyRow TooManyDomains = new(
        "too-many-domains", 452, "4.5.3", "Too many recipient domains in this session",
        new("RCPTDOMAINMAX of LIMITS is reached: send to those accepted, and to the rest over a new connection.",
            "已达到 LIMITS 的 RCPTDOMAINMAX：先发送给已接受的收件人，其余的使用新的连接。"));

    public static readonly ReplyRow TakenUpAgain = new(
        "taken-up-again", 355, null, "0 is the transaction offset",
        new("The interrupted transaction is open again with its recipients; send the content from its first octet (RFC 1845).",
            "中断的事务连同收件人已恢复；请从第一个字节起发送内容（RFC 1845）。"));

    public static readonly ReplyRow RecipientsFollow = new(
        "recipients-follow", 353, null, "Content received, a reply for each recipient follows",
        new("PRDR: as many replies as accepted recipients, then one for the message.",
            "PRDR：先是与被接受的收件人数相同的应答，最后是整封邮件的应答。"));

    public static readonly ReplyRow RecipientServed = new(
        "recipient-served", 250, "2.1.5", "Accepted for <{0}>",
        new("PRDR: this recipient gets the message.",
            "PRDR：该收件人会收到邮件。"));

    public static readonly ReplyRow UrlBad = new(
        "url-bad", 501, "5.5.4", "Syntax: BURL imap-url [LAST]",
        new("An absolute URL; behind it only LAST may stand.",
            "应为绝对 URL；后面只能是 LAST。"));

    public static readonly ReplyRow UrlNotTrusted = new(
        "url-not-trusted", 554, "5.7.14", "URL resolution requires trust relationship",
        new("This server trusts no IMAP server and fetches nothing. Send RSET, and the content itself with DATA or BDAT.",
            "本服务器不信任任何 IMAP 服务器，也不取任何内容。请发送 RSET，然后用 DATA 或 BDAT 发送内容本身。"));

    public static readonly ReplyRow UrlNotFound = new(
        "url-not-found", 554, "5.6.6", "IMAP URL resolution failed",
        new("This server has no IMAP store of its own. Send RSET, and the content itself with DATA or BDAT.",
            "本服务器没有自己的 IMAP 存储。请发送 RSET，然后用 DATA 或 BDAT 发送内容本身。"));

    public static readonly ReplyRow UrlNeedsRecipient = new(
        "url-needs-recipient", 503, "5.5.0", "Valid RCPT TO required before BURL",
        new("There is no recipient yet; nothing was fetched.",
            "还没有收件人；没有取任何内容。"));

    public static readonly ReplyRow UrlNoValidRecipient = new(
        "url-no-valid-recipient", 554, "5.5.0", "No recipients have been specified",
        new("Every RCPT of this transaction was refused; nothing was fetched.",
            "本事务的所有 RCPT 都被拒绝；没有取任何内容。"));

    private static ReplyRow[] OfParameters =>
    [
        PriorityChanged, PriorityBad, DeadlineTooSoon, HoldTooFar, HoldBeyondDeadline, TrackingNeedsId, SolicitationRefused, TooManyMails,
        TooManyDomains, TakenUpAgain, RecipientsFollow, RecipientServed, UrlBad, UrlNotTrusted, UrlNotFound, UrlNeedsRecipient,
        UrlNoValidRecipient,
    ];
}
