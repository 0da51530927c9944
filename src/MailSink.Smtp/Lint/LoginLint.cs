namespace MailSink.Smtp;

/// <summary>Findings about: logging in.</summary>
internal static class LoginLint
{
    public static readonly LintRow ClearText = new(
        "T01", Severity.Error, new("Password sent in clear text", "以明文发送密码"),
        new("PLAIN, LOGIN and bearer tokens hide nothing; use them inside TLS only. On loopback this is a warning.",
            "PLAIN、LOGIN 和令牌不隐藏任何内容；只应在 TLS 内使用。本机回环连接只作警告。"),
        "RFC 4954 §4, RFC 8314 §3");

    public static readonly LintRow OddForm = new(
        "T07", Severity.Info, new("Unusual form of AUTH", "AUTH 的写法不常见"),
        new("AUTH LOGIN with the user name in its line, or a mechanism in lower case; not every server understands it.",
            "AUTH LOGIN 行内带用户名，或机制名使用小写；并非所有服务器都能理解。"),
        "RFC 4954 §4");

    public static readonly LintRow InitialResponse = new(
        "T08", Severity.Warning, new("A first response that is not allowed", "不被允许的首个回应"),
        new("An initial response where the server speaks first or in a command of more than 512 octets, or PLAIN with an empty field.",
            "在服务器先发言的机制中或超过 512 字节的命令中带有初始回应，或 PLAIN 含有空字段。"),
        "RFC 4954 §4, RFC 4616 §2");

    public static readonly LintRow WeakChoice = new(
        "T09", Severity.Info, new("A weak mechanism although SCRAM was offered", "提供了 SCRAM 却选择了较弱的机制"),
        new("SCRAM proves the password without telling it, and proves the server too.",
            "SCRAM 证明知道密码而不泄露密码，并且同时验证服务器。"),
        "RFC 5802");

    public static readonly LintRow SameAgain = new(
        "T10", Severity.Warning, new("The same password again after 535", "535 之后重复相同的密码"),
        new("535 is permanent: ask the user. Real servers lock accounts and addresses after a few of these.",
            "535 是永久性的：应询问用户。真实的服务器在几次之后会锁定账户和地址。"),
        "RFC 4954 §4");

    public static readonly LintRow OddSubmitter = new(
        "T11", Severity.Info, new("MAIL AUTH= without a login, or with no mailbox", "未登录却使用 MAIL AUTH=，或其值不是邮箱"),
        new("AUTH= tells a server that trusts the client who submitted the message; an untrusted one takes it for <>.",
            "AUTH= 告诉信任该客户端的服务器邮件由谁提交；不受信任时一律视为 <>。"),
        "RFC 4954 §5");

    public static readonly LintRow OddScram = new(
        "T12", Severity.Warning, new("SCRAM with an empty a=, or a y that is not true", "SCRAM 的 a= 为空，或 y 标志不实"),
        new("An authorization identity is left out, not sent empty. With y a client claims that no -PLUS was offered; real servers take the contrary for an attack.",
            "授权身份应省略，而不是发送空值。y 表示客户端认为服务器未提供 -PLUS；与事实不符时真实的服务器视为攻击。"),
        "RFC 5802 §5.1, §6");

    public static IReadOnlyList<LintRow> Rows { get; } =
    [
        ClearText, OddForm, InitialResponse, WeakChoice, SameAgain, OddSubmitter, OddScram,
    ];
}
