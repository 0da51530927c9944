namespace MailSink.Smtp;

/// <content>MAIL, RCPT, and commands in the wrong order.</content>
internal static partial class Replies
{
    public static readonly ReplyRow MailOk = new(
        "mail-ok", 250, "2.1.0", "Ok",
        new("The sender is accepted; RCPT comes next.",
            "发件人已被接受；接下来是 RCPT。"));

    public static readonly ReplyRow RcptOk = new(
        "rcpt-ok", 250, "2.1.5", "Ok",
        new("The recipient is accepted; more RCPT, or DATA or BDAT.",
            "收件人已被接受；可继续 RCPT，或使用 DATA、BDAT。"));

    public static readonly ReplyRow RsetOk = new(
        "rset-ok", 250, "2.0.0", "Ok, transaction dropped",
        new("The transaction is forgotten; greeting and login stay.",
            "事务已清除；问候和登录保留。"));

    public static readonly ReplyRow NoopOk = new(
        "noop-ok", 250, "2.0.0", "Ok",
        new("The connection is alive.",
            "连接有效。"));

    public static readonly ReplyRow NeedMail = new(
        "need-mail", 503, "5.5.1", "MAIL first",
        new("RCPT, DATA and BDAT belong into a transaction that MAIL opens.",
            "RCPT、DATA、BDAT 须在 MAIL 打开的事务之内。"));

    public static readonly ReplyRow NeedRecipient = new(
        "need-recipient", 503, "5.5.1", "RCPT first",
        new("There is no recipient yet.",
            "还没有收件人。"));

    public static readonly ReplyRow NoValidRecipient = new(
        "no-valid-recipient", 554, "5.5.1", "No valid recipients",
        new("Every RCPT of this transaction was refused; correct them or give up.",
            "本事务的所有 RCPT 都被拒绝；请更正或放弃。"));

    public static readonly ReplyRow NestedMail = new(
        "nested-mail", 503, "5.5.1", "A transaction is open already: finish it or send RSET",
        new("MAIL inside a transaction.",
            "事务之内再次发送 MAIL。"));

    public static readonly ReplyRow NotInTransaction = new(
        "not-in-transaction", 503, "5.5.1", "Not inside a transaction: finish it or send RSET",
        new("The command has to come before MAIL or after the message.",
            "此命令须在 MAIL 之前或邮件结束之后使用。"));

    public static readonly ReplyRow ChunksOpen = new(
        "chunks-open", 503, "5.5.1", "Chunks have begun: send the rest with BDAT or drop them with RSET",
        new("Between the first BDAT and the one with LAST only BDAT, RSET, NOOP and QUIT make sense.",
            "在第一个 BDAT 与带 LAST 的 BDAT 之间，只有 BDAT、RSET、NOOP、QUIT 有意义。"));

    public static readonly ReplyRow ChunkFailed = new(
        "chunk-failed", 503, "5.5.1", "A chunk was refused: send RSET",
        new("After a failed BDAT nothing of the message can be saved (RFC 3030 section 2).",
            "某个 BDAT 失败后，整封邮件都无法保留（RFC 3030 第 2 节）。"));

    public static readonly ReplyRow DataAfterChunks = new(
        "data-after-chunks", 503, "5.5.1", "DATA and BDAT do not mix: send RSET",
        new("One transaction uses either DATA or BDAT.",
            "一个事务只能使用 DATA 或 BDAT 之一。"));

    public static readonly ReplyRow BinaryByData = new(
        "binary-by-data", 503, "5.5.1", "BODY=BINARYMIME is sent with BDAT, not with DATA: send RSET",
        new("DATA cannot carry binary content; use BDAT, or encode the message and leave BODY=BINARYMIME out.",
            "DATA 无法承载二进制内容；请使用 BDAT，或对邮件编码并去掉 BODY=BINARYMIME。"));

    public static readonly ReplyRow MailSyntax = new(
        "mail-syntax", 501, "5.5.2", "Syntax: MAIL FROM:<address>",
        new("The words FROM: and the address in angle brackets are expected.",
            "应为 FROM: 加尖括号中的地址。"));

    public static readonly ReplyRow RcptSyntax = new(
        "rcpt-syntax", 501, "5.5.2", "Syntax: RCPT TO:<address>",
        new("The words TO: and the address in angle brackets are expected.",
            "应为 TO: 加尖括号中的地址。"));

    public static readonly ReplyRow PastedLink = new(
        "pasted-link", 501, "5.1.7", "Write the address in angle brackets: MAIL FROM:<a@b>",
        new("A link from formatted text, [a@b](mailto:a@b), was pasted.",
            "粘贴了带格式文本中的链接 [a@b](mailto:a@b)。"));

    public static readonly ReplyRow PastedRecipient = new(
        "pasted-recipient", 501, "5.1.3", "Write the address in angle brackets: RCPT TO:<a@b>",
        new("A link from formatted text, [a@b](mailto:a@b), was pasted.",
            "粘贴了带格式文本中的链接 [a@b](mailto:a@b)。"));

    public static readonly ReplyRow BadSender = new(
        "bad-sender", 501, "5.1.7", "That is no sender address",
        new("The reverse-path cannot be understood.",
            "无法识别反向路径。"));

    public static readonly ReplyRow BadRecipient = new(
        "bad-recipient", 501, "5.1.3", "That is no recipient address",
        new("The forward-path cannot be understood, or is empty.",
            "无法识别正向路径，或路径为空。"));

    public static readonly ReplyRow NonAsciiSender = new(
        "non-ascii-sender", 550, "5.6.7", "A sender address that is not ASCII needs SMTPUTF8",
        new("A strict listener wants SMTPUTF8 in MAIL.",
            "严格的监听器要求在 MAIL 中加 SMTPUTF8。"));

    public static readonly ReplyRow NonAsciiRecipient = new(
        "non-ascii-recipient", 553, "5.6.7", "A recipient address that is not ASCII needs SMTPUTF8",
        new("A strict listener wants SMTPUTF8 in MAIL.",
            "严格的监听器要求在 MAIL 中加 SMTPUTF8。"));

    public static readonly ReplyRow ParameterUnknown = new(
        "parameter-unknown", 555, "5.5.4", "A parameter is unknown or was not offered",
        new("Use only parameters of extensions that the reply to EHLO listed.",
            "只能使用 EHLO 应答中所列扩展的参数。"));

    public static readonly ReplyRow ParameterBad = new(
        "parameter-bad", 501, "5.5.4", "A parameter is malformed",
        new("Its value is missing, superfluous or not of the form its extension defines.",
            "参数值缺失、多余，或不符合扩展的定义。"));

    public static readonly ReplyRow ParameterTwice = new(
        "parameter-twice", 501, "5.5.4", "A parameter was given twice",
        new("Each parameter may stand once.",
            "每个参数只能出现一次。"));

    public static readonly ReplyRow DeclaredTooBig = new(
        "declared-too-big", 552, "5.3.4", "The declared size exceeds the limit",
        new("SIZE= is above what EHLO announced; the message need not be sent.",
            "SIZE= 超过 EHLO 公布的上限；不必发送邮件。"));

    public static readonly ReplyRow TooManyRecipients = new(
        "too-many-recipients", 452, "4.5.3", "Too many recipients",
        new("Send to those accepted, then open another transaction for the rest.",
            "先发送给已接受的收件人，其余的放到下一个事务。"));

    private static ReplyRow[] OfTransaction =>
    [
        MailOk, RcptOk, RsetOk, NoopOk, NeedMail, NeedRecipient, NoValidRecipient, NestedMail, NotInTransaction,
        ChunksOpen, ChunkFailed, DataAfterChunks, BinaryByData, MailSyntax, RcptSyntax, PastedLink, PastedRecipient, BadSender, BadRecipient,
        NonAsciiSender, NonAsciiRecipient, ParameterUnknown, ParameterBad, ParameterTwice, DeclaredTooBig,
        TooManyRecipients,
    ];
}
