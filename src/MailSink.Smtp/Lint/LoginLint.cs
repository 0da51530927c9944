namespace MailSink.Smtp;

/// <summary>Findings about: aUTH.</summary>
internal static class LoginLint
{
    public static readonly LintRow ClearText = new(
        "T01", Severity.Error, new("Password sent in clear text", "以明文发送密码"),
        new("PLAIN and LOGIN hide nothing; use them inside TLS only. On loopback this is a warning.",
            "PLAIN 和 LOGIN 不隐藏任何内容；只应在 TLS 内使用。本机回环连接只作警告。"),
        "RFC 4954 §4, RFC 8314 §3");

    public static readonly LintRow OddForm = new(
        "T07", Severity.Info, new("Unusual form of AUTH", "AUTH 的写法不常见"),
        new("AUTH LOGIN with the user name in its line, or a mechanism in lower case; not every server understands it.",
            "AUTH LOGIN 行内带用户名，或机制名使用小写；并非所有服务器都能理解。"),
        "RFC 4954 §4");

    public static IReadOnlyList<LintRow> Rows { get; } =
    [
        ClearText, OddForm,
    ];
}
