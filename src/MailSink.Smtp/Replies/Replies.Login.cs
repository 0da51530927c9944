namespace MailSink.Smtp;

/// <content>AUTH.</content>
internal static partial class Replies
{
    public static readonly ReplyRow AuthChallenge = new(
        "auth-challenge", 334, null, "{0}",
        new("The server asks, in base64; answer in base64, or with * to give up.",
            "服务器以 base64 提问；请以 base64 回答，或用 * 放弃。"));

    public static readonly ReplyRow AuthOk = new(
        "auth-ok", 235, "2.7.0", "Authentication successful",
        new("Logged in; the greeting need not be repeated.",
            "登录成功；无需再次问候。"));

    public static readonly ReplyRow AuthCancelled = new(
        "auth-cancelled", 501, "5.7.0", "Authentication cancelled",
        new("The client answered with *.",
            "客户端以 * 作答。"));

    public static readonly ReplyRow AuthBase64 = new(
        "auth-base64", 501, "5.5.2", "That is not base64",
        new("The response has a foreign character, or = in the wrong place.",
            "回应中有非法字符，或 = 的位置不对。"));

    public static readonly ReplyRow AuthPlainShape = new(
        "auth-plain-shape", 501, "5.5.2", "PLAIN is [authzid] NUL name NUL password",
        new("The decoded response does not have exactly two NULs.",
            "解码后的回应没有恰好两个 NUL。"));

    public static readonly ReplyRow AuthUnknown = new(
        "auth-unknown", 504, "5.5.4", "Mechanism not offered",
        new("Choose one of those behind AUTH in the reply to EHLO.",
            "请从 EHLO 应答的 AUTH 行中选择一个机制。"));

    public static readonly ReplyRow AuthTwice = new(
        "auth-twice", 503, "5.5.1", "Already authenticated",
        new("A session logs in once (RFC 4954 section 4).",
            "每个会话只能登录一次（RFC 4954 第 4 节）。"));

    public static readonly ReplyRow AuthLineTooLong = new(
        "auth-line-too-long", 500, "5.5.6", "Authentication line too long",
        new("The response is over its limit.",
            "回应超过长度上限。"));

    public static readonly ReplyRow AuthBad = new(
        "auth-bad", 535, "5.7.8", "Authentication credentials invalid",
        new("Name or password is wrong or empty; the same again gives the same answer.",
            "用户名或密码错误或为空；重复相同的凭据结果不变。"));

    public static readonly ReplyRow AuthShape = new(
        "auth-shape", 501, "5.5.2", "{0}",
        new("The decoded response does not have the shape that the mechanism demands.",
            "解码后的回应不符合该机制要求的格式。"));

    public static readonly ReplyRow AuthServerFirst = new(
        "auth-server-first", 501, "5.7.0", "This mechanism takes no initial response",
        new("The server speaks first; send AUTH with the mechanism alone and answer its challenge (RFC 4954 section 4).",
            "由服务器先发言；请只发送 AUTH 和机制名，然后回答质询（RFC 4954 第 4 节）。"));

    public static readonly ReplyRow AuthDecoy = new(
        "auth-decoy", 504, "5.5.4", "This mechanism is only announced",
        new("The operator had it announced to see what clients do when it fails; choose another.",
            "运营者公布它只是为了观察客户端在失败后的行为；请选择其他机制。"));

    public static readonly ReplyRow AuthBinding = new(
        "auth-binding", 535, "5.7.8", "Channel binding does not match",
        new("A -PLUS mechanism binds to tls-server-end-point, the others to nothing; or somebody between client and server changed the list of mechanisms.",
            "-PLUS 机制绑定到 tls-server-end-point，其他机制不绑定；或者有中间人修改了机制列表。"));

    public static readonly ReplyRow AuthNoCertificate = new(
        "auth-no-certificate", 535, "5.7.8", "EXTERNAL needs a client certificate that this server trusts",
        new("The client showed no certificate in TLS, or one whose issuer is not trusted here.",
            "客户端在 TLS 中没有出示证书，或证书的签发者在此不受信任。"));

    public static readonly ReplyRow AuthRequired = new(
        "auth-required", 530, "5.7.0", "Authentication required",
        new("This listener takes mail from logged-in clients only; AUTH comes first (RFC 4954 section 6).",
            "此监听器只接受已登录客户端的邮件；请先使用 AUTH（RFC 4954 第 6 节）。"));

    private static ReplyRow[] OfLogin =>
    [
        AuthChallenge, AuthOk, AuthCancelled, AuthBase64, AuthPlainShape, AuthUnknown, AuthTwice, AuthLineTooLong,
        AuthBad, AuthShape, AuthServerFirst, AuthDecoy, AuthBinding, AuthNoCertificate, AuthRequired,
    ];
}
