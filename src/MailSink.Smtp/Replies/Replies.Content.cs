namespace MailSink.Smtp;

/// <content>DATA and BDAT.</content>
internal static partial class Replies
{
    public static readonly ReplyRow StartData = new(
        "start-data", 354, null, "End data with <CR><LF>.<CR><LF>",
        new("Send the message now, and a line with a single dot behind it.",
            "现在发送邮件，最后是只含一个点的行。"));

    public static readonly ReplyRow Queued = new(
        "queued", 250, "2.0.0", "Ok: queued as {0}",
        new("The message is on stable storage; the client may forget it.",
            "邮件已写入稳定存储；客户端可以放心删除。"));

    public static readonly ReplyRow ChunkOk = new(
        "chunk-ok", 250, "2.0.0", "{0} octets received",
        new("One chunk has arrived; the message is complete with BDAT LAST.",
            "一个数据块已收到；以 BDAT LAST 结束邮件。"));

    public static readonly ReplyRow TooBig = new(
        "too-big", 552, "5.3.4", "Message exceeds the size limit",
        new("It was read to its end and dropped. The limit stands behind SIZE in the reply to EHLO.",
            "已读到结尾并丢弃。上限见 EHLO 应答中的 SIZE。"));

    public static readonly ReplyRow BareNewline = new(
        "bare-newline", 554, "5.6.0", "The message has bare CR or LF",
        new("A strict listener takes CRLF line ends only; anything else may smuggle a second message.",
            "严格的监听器只接受 CRLF 行尾；其他形式可能夹带第二封邮件。"));

    public static readonly ReplyRow EmptyMessage = new(
        "empty-message", 554, "5.6.0", "The message is empty",
        new("BDAT 0 LAST alone; a strict listener refuses it.",
            "只有 BDAT 0 LAST；严格的监听器会拒绝。"));

    public static readonly ReplyRow StorageFull = new(
        "storage-full", 452, "4.3.1", "Insufficient storage, try again later",
        new("There is no room for the message; nothing was stored. Keep it and try again.",
            "没有空间存放邮件，什么也没有保存。请保留并稍后重试。"));

    public static readonly ReplyRow StorageFailed = new(
        "storage-failed", 451, "4.3.0", "The message could not be stored, try again later",
        new("The disk reported an error; nothing was stored. Keep it and try again.",
            "磁盘报告错误，什么也没有保存。请保留并稍后重试。"));

    public static readonly ReplyRow ChunkSize = new(
        "chunk-size", 501, "5.5.4", "Syntax: BDAT octets [LAST]",
        new("The size is a number; behind it only LAST may stand.",
            "大小是一个数字；后面只能是 LAST。"));

    private static ReplyRow[] OfContent =>
    [
        StartData, Queued, ChunkOk, TooBig, BareNewline, EmptyMessage, StorageFull, StorageFailed, ChunkSize,
    ];
}
