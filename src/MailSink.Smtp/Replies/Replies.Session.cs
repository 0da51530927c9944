namespace MailSink.Smtp;

/// <content>Greeting, hello, and the ways a session ends.</content>
internal static partial class Replies
{
    public static readonly ReplyRow Greeting = new(
        "greeting", 220, null, "{0} ESMTP MailSink",
        new("The server is ready; the client speaks next.",
            "服务器已就绪，轮到客户端发言。"));

    public static readonly ReplyRow Ehlo = new(
        "ehlo", 250, null, "{0}",
        new("The greeting is accepted; the following lines list the extensions.",
            "问候已被接受；后面的各行列出扩展。"));

    public static readonly ReplyRow Helo = new(
        "helo", 250, null, "{0}",
        new("The greeting is accepted, without extensions.",
            "问候已被接受，不含扩展。"));

    public static readonly ReplyRow HelloNeedsName = new(
        "hello-needs-name", 501, null, "Give your host name: EHLO client.example.com",
        new("EHLO and HELO need the client's name or address literal.",
            "EHLO 和 HELO 需要客户端的主机名或地址字面量。"));

    public static readonly ReplyRow HelloBadName = new(
        "hello-bad-name", 501, null, "That is neither a domain nor an address literal",
        new("A strict listener wants a name of letters, digits and hyphens, or [address].",
            "严格的监听器要求名字由字母、数字和连字符组成，或写成 [地址]。"));

    public static readonly ReplyRow HelloFirst = new(
        "hello-first", 503, "5.5.1", "Say EHLO first",
        new("A strict listener wants EHLO or HELO before MAIL and AUTH.",
            "严格的监听器要求在 MAIL 和 AUTH 之前先发 EHLO 或 HELO。"));

    public static readonly ReplyRow NoService = new(
        "no-service", 503, "5.5.1", "The greeting said no: only QUIT is served",
        new("A server that greets with 554 waits for QUIT and refuses everything else (RFC 5321 section 3.1).",
            "以 554 问候的服务器只等待 QUIT，拒绝其他一切命令（RFC 5321 第 3.1 节）。"));

    public static readonly ReplyRow TooManyConnections = new(
        "too-many-connections", 421, "4.3.2", "{0} has too many connections",
        new("As many connections are open as the limit allows, in all or from this address. Try again later.",
            "打开的连接（总数或来自该地址的数量）已达到上限。请稍后再试。"));

    public static readonly ReplyRow Bye = new(
        "bye", 221, "2.0.0", "{0} closing connection",
        new("The answer to QUIT; the connection closes.",
            "对 QUIT 的应答；连接随后关闭。"));

    public static readonly ReplyRow Stopping = new(
        "stopping", 421, "4.3.2", "{0} is shutting down",
        new("The server stops. Connect again later; what was not answered 250 has to be sent again.",
            "服务器正在停止。请稍后重新连接；没有得到 250 的邮件需要重发。"));

    public static readonly ReplyRow TimedOut = new(
        "timed-out", 421, "4.4.2", "{0} timed out waiting for you",
        new("The client was silent or too slow for longer than the limit.",
            "客户端沉默或过慢，超过了时限。"));

    public static readonly ReplyRow TooManyErrors = new(
        "too-many-errors", 421, "4.7.0", "{0} too many errors",
        new("As many commands in a row as the limit allows were refused.",
            "连续被拒绝的命令达到了上限。"));

    public static readonly ReplyRow EndlessLine = new(
        "endless-line", 421, "4.7.0", "{0} no line end in sight",
        new("Far more octets than any command line came without CRLF.",
            "收到的字节远超任何命令行，却没有 CRLF。"));

    public static readonly ReplyRow LostStep = new(
        "lost-step", 421, "4.7.0", "{0} cannot tell data from commands any more",
        new("A BDAT without a readable size: nobody knows where its octets end.",
            "BDAT 的大小无法识别：无从得知数据在哪里结束。"));

    public static readonly ReplyRow OtherProtocol = new(
        "other-protocol", 554, "5.5.1", "This is an SMTP server",
        new("The first line was HTTP or SSH; the client reached the wrong port.",
            "第一行是 HTTP 或 SSH；客户端连到了错误的端口。"));

    private static ReplyRow[] OfSession =>
    [
        Greeting, Ehlo, Helo, HelloNeedsName, HelloBadName, HelloFirst, Bye, Stopping, TimedOut, TooManyConnections, NoService, TooManyErrors,
        EndlessLine, LostStep, OtherProtocol,
    ];
}
