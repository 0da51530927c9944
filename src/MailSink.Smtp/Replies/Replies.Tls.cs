namespace MailSink.Smtp;

/// <content>STARTTLS, XCLIENT, XFORWARD.</content>
internal static partial class Replies
{
    public static readonly ReplyRow StartTls = new(
        "starttls", 220, "2.0.0", "Ready to start TLS",
        new("The client begins the TLS handshake now. No further 220 follows; inside TLS it says EHLO again.",
            "客户端现在开始 TLS 握手。之后不再有 220；在 TLS 内需重新发送 EHLO。"));

    public static readonly ReplyRow TlsNotNow = new(
        "tls-not-now", 454, "4.7.0", "TLS is not available at the moment",
        new("The certificate could not be made or read; the server's transcript says why. The session goes on in clear text.",
            "证书无法生成或读取；会话记录中写明了原因。会话以明文继续。"));

    public static readonly ReplyRow TlsActive = new(
        "tls-active", 503, "5.5.1", "This connection is inside TLS already",
        new("STARTTLS comes once, and never where TLS began with the first octet.",
            "STARTTLS 只能使用一次；一开始就使用 TLS 的端口不需要它。"));

    public static readonly ReplyRow NothingBehindStartTls = new(
        "nothing-behind-starttls", 503, "5.5.1", "Wait for the answer to STARTTLS",
        new("Clear text came behind STARTTLS. Had it been kept until TLS began, somebody on the way could have put commands into the "
            + "session; so nothing of it is executed, and the connection closes.",
            "STARTTLS 之后还有明文。如果保留到 TLS 开始后再执行，中间人就能向会话注入命令；因此一律不执行，并关闭连接。"));

    public static readonly ReplyRow TlsFirst = new(
        "tls-first", 530, "5.7.0", "Must issue a STARTTLS command first",
        new("This listener takes nothing in clear text but EHLO, NOOP, RSET, HELP, STARTTLS and QUIT.",
            "此监听器在明文阶段只接受 EHLO、NOOP、RSET、HELP、STARTTLS 和 QUIT。"));

    public static readonly ReplyRow TlsTooWeak = new(
        "tls-too-weak", 554, "5.7.0", "Command refused due to lack of security",
        new("TLS came about with a version or cipher below what this listener demands; only QUIT is left.",
            "TLS 使用的版本或密码套件低于此监听器的要求；只能 QUIT。"));

    public static readonly ReplyRow OriginNotTrusted = new(
        "origin-not-trusted", 550, "5.7.0", "You may not say where mail comes from",
        new("XCLIENT and XFORWARD are believed from trusted peers only.",
            "只有受信任的对端才能使用 XCLIENT 和 XFORWARD。"));

    public static readonly ReplyRow ForwardOk = new(
        "xforward-ok", 250, "2.0.0", "Ok",
        new("What XFORWARD said is recorded with the next message.", "XFORWARD 的内容会随下一封邮件记录。"));

    public static readonly ReplyRow OriginSyntax = new(
        "origin-syntax", 501, "5.5.4", "Attributes are NAME=value, known ones, with values in xtext",
        new("An attribute of XCLIENT or XFORWARD is unknown, malformed or has a value that cannot be.",
            "XCLIENT 或 XFORWARD 的某个属性未知、格式错误，或取值不可能。"));

    private static ReplyRow[] OfTls => [StartTls, TlsNotNow, TlsActive, NothingBehindStartTls, TlsFirst, TlsTooWeak, OriginNotTrusted, ForwardOk, OriginSyntax];
}
