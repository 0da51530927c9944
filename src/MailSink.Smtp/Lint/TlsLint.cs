namespace MailSink.Smtp;

/// <summary>Findings about TLS.</summary>
internal static class TlsLint
{
    public static readonly LintRow NotUsed = new(
        "T02", Severity.Info, new("STARTTLS was offered and not used", "提供了 STARTTLS 却没有使用"),
        new("Mail, and with AUTH the password too, went in clear text although the server could have encrypted it.",
            "服务器能够加密，邮件却以明文传输；若使用了 AUTH，密码也是如此。"),
        "RFC 8314 §3, RFC 7435");

    public static readonly LintRow NoHello = new(
        "T03", Severity.Error, new("No EHLO after STARTTLS", "STARTTLS 之后没有 EHLO"),
        new("What EHLO said before TLS may have been altered on the way; inside TLS it has to be asked again.",
            "TLS 之前的 EHLO 应答可能在途中被篡改；在 TLS 内必须重新询问。"),
        "RFC 3207 §4.2");

    public static readonly LintRow Injection = new(
        "T04", Severity.Error, new("Clear text behind STARTTLS", "STARTTLS 之后还有明文"),
        new("A server that executes it inside TLS lets somebody on the way put commands into the session.",
            "如果服务器在 TLS 内执行这些明文，中间人就能向会话注入命令。"),
        "RFC 3207 §6");

    public static readonly LintRow Weak = new(
        "T05", Severity.Warning, new("Weak or unusual TLS", "TLS 较弱或不寻常"),
        new("A version below 1.2, a weak cipher suite, no server name, or an application protocol that is not SMTP.",
            "版本低于 1.2、密码套件较弱、没有服务器名称，或应用协议不是 SMTP。"),
        "RFC 8996, RFC 9325 §3, §4");

    public static readonly LintRow Unverified = new(
        "T06", Severity.Info, new("The client does not verify certificates", "客户端没有验证证书"),
        new("The certificate is not for the name the client asked for, or out of date, and the client went on all the same. Anybody on the way could "
            + "have been the server. Whether a client trusts the authority cannot be seen from here.",
            "证书与客户端请求的名称不符，或不在有效期内，客户端却仍然继续。途中的任何人都可能冒充服务器。客户端是否信任签发机构，从这里无法看出。"),
        "RFC 8314 §5");

    public static IReadOnlyList<LintRow> Rows { get; } = [NotUsed, NoHello, Injection, Weak, Unverified];
}
