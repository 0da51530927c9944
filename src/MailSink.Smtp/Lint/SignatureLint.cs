namespace MailSink.Smtp;

/// <summary>Findings about: the message's signatures.</summary>
public static class SignatureLint
{
    public static readonly LintRow NoSignature = new(
        "A01", Severity.Info, new("No DKIM signature", "没有 DKIM 签名"),
        new("Large providers expect one, and demand it of bulk mail.",
            "大型服务商期望有签名，并要求群发邮件必须有。"),
        "RFC 6376 §1");

    public static readonly LintRow SignatureSyntax = new(
        "A02", Severity.Error, new("The DKIM signature is malformed or weak", "DKIM 签名格式错误或强度不足"),
        new("v, a, b, bh, d, h and s are required, From is signed, and rsa-sha1 and l= protect nothing. Ed25519 goes beside an RSA signature "
            + "of another selector: many receivers verify nothing else yet.",
            "必须有 v、a、b、bh、d、h 和 s，且 From 已签名；rsa-sha1 和 l= 不起保护作用。Ed25519 签名应与使用另一选择器的 RSA 签名并存：许多接收方目前只验证 RSA。"),
        "RFC 6376 §3.5, RFC 8301 §3, RFC 8463 §3");

    public static readonly LintRow BodyHash = new(
        "A03", Severity.Error, new("The DKIM body hash does not match", "DKIM 正文散列不匹配"),
        new("The body was changed after it was signed, or the signer canonicalised it wrongly.",
            "正文在签名之后被改动，或签名方的规范化有误。"),
        "RFC 6376 §3.7");

    public static IReadOnlyList<LintRow> Rows { get; } =
    [
        NoSignature, SignatureSyntax, BodyHash,
    ];
}
