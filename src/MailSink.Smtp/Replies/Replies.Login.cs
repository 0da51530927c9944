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
        new("Name or password is empty.",
            "用户名或密码为空。"));

    private static ReplyRow[] OfLogin =>
    [
        AuthChallenge, AuthOk, AuthCancelled, AuthBase64, AuthPlainShape, AuthUnknown, AuthTwice, AuthLineTooLong,
        AuthBad,
    ];
}
