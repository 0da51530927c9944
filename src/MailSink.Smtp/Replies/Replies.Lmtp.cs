namespace MailSink.Smtp;

/// <content>What is said over LMTP only, or about it (RFC 2033).</content>
internal static partial class Replies
{
    public static readonly ReplyRow LmtpGreeting = new(
        "lmtp-greeting", 220, null, "{0} LMTP MailSink",
        new("The server is ready; the client begins with LHLO.",
            "服务器已就绪；客户端以 LHLO 开始。"));

    public static readonly ReplyRow LhloExpected = new(
        "lhlo-expected", 500, "5.5.1", "This is LMTP: say LHLO",
        new("EHLO and HELO do not exist in LMTP, so that a client of the wrong protocol is found out (RFC 2033 section 4.1).",
            "LMTP 中没有 EHLO 和 HELO，这样可以发现使用了错误协议的客户端（RFC 2033 第 4.1 节）。"));

    public static readonly ReplyRow LhloIsLmtp = new(
        "lhlo-is-lmtp", 500, "5.5.1", "LHLO belongs to LMTP: say EHLO",
        new("This listener speaks SMTP; LMTP has a listener of its own.",
            "此监听器使用 SMTP；LMTP 使用单独的监听器。"));

    public static readonly ReplyRow LhloNeedsName = new(
        "lhlo-needs-name", 501, null, "Give your host name: LHLO client.example.com",
        new("LHLO needs the client's name or address literal.",
            "LHLO 需要客户端的主机名或地址字面量。"));

    public static readonly ReplyRow LhloFirst = new(
        "lhlo-first", 503, "5.5.1", "Say LHLO first",
        new("A strict listener wants LHLO before MAIL and AUTH.",
            "严格的监听器要求在 MAIL 和 AUTH 之前先发 LHLO。"));

    public static readonly ReplyRow LmtpNoRecipient = new(
        "lmtp-no-recipient", 503, "5.5.1", "No recipient was accepted",
        new("Without a successful RCPT, LMTP answers DATA and BDAT with 503 (RFC 2033 section 4.2).",
            "没有成功的 RCPT 时，LMTP 对 DATA 和 BDAT 回答 503（RFC 2033 第 4.2 节）。"));

    private static ReplyRow[] OfLmtp => [LmtpGreeting, LhloExpected, LhloIsLmtp, LhloNeedsName, LhloFirst, LmtpNoRecipient];
}
