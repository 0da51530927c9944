namespace MailSink.Smtp;

/// <summary>Findings about: the message as it passed the wire.</summary>
internal static class ContentLint
{
    public static readonly LintRow BareLf = new(
        "D01", Severity.Error, new("Bare LF in the message", "邮件中有单独的 LF"),
        new("Lines end with CRLF. Python's smtplib sends LF when it is given bytes with LF.",
            "行必须以 CRLF 结束。把含 LF 的 bytes 交给 Python smtplib 时会出现这种情况。"),
        "RFC 5321 §2.3.8");

    public static readonly LintRow BareCr = new(
        "D02", Severity.Error, new("Bare CR in the message", "邮件中有单独的 CR"),
        new("CR may stand before LF only.",
            "CR 只能出现在 LF 之前。"),
        "RFC 5321 §2.3.8");

    public static readonly LintRow EndLookAlike = new(
        "D03", Severity.Error, new("A sequence that looks like the end of data", "内容中有类似数据结尾的序列"),
        new("Some servers take it for the end, and what follows for a second message: SMTP smuggling.",
            "有些服务器会把它当作结尾，并把后面的内容当作第二封邮件：SMTP 走私。"),
        "RFC 5321 §4.1.1.4");

    public static readonly LintRow Nul = new(
        "D04", Severity.Error, new("NUL in the message", "邮件中有 NUL 字节"),
        new("Only BINARYMIME allows it.",
            "只有 BINARYMIME 允许。"),
        "RFC 5322 §4.1, RFC 2045 §2.7");

    public static readonly LintRow LongLine = new(
        "D05", Severity.Error, new("A line is too long", "行过长"),
        new("More than 998 octets may be cut or refused: encode the part as base64 or quoted-printable. 78 are customary.",
            "超过 998 字节可能被截断或拒绝：请使用 base64 或 quoted-printable 编码。惯例为 78 字节。"),
        "RFC 5321 §4.5.3.1.6");

    public static readonly LintRow UnstuffedDot = new(
        "D06", Severity.Error, new("Text after the end of data", "数据结尾之后还有文字"),
        new("A line with a single dot inside the message was probably not doubled.",
            "邮件中只含一个点的行很可能没有做点填充。"),
        "RFC 5321 §4.5.2");

    public static readonly LintRow EightBit = new(
        "D07", Severity.Warning, new("8-bit octets without BODY=8BITMIME", "没有 BODY=8BITMIME 却含有 8 位字节"),
        new("Most servers let it pass, a strict relay does not.",
            "多数服务器会放行，严格的中继不会。"),
        "RFC 6152 §2");

    public static readonly LintRow Utf8WithoutSmtpUtf8 = new(
        "D08", Severity.Error, new("UTF-8 in an address or header without SMTPUTF8", "地址或邮件头使用 UTF-8 但没有 SMTPUTF8"),
        new("It can be used only where every server offers SMTPUTF8, and MAIL has to say so.",
            "只有当每台服务器都支持 SMTPUTF8 时才能使用，并且 MAIL 必须声明。"),
        "RFC 6531 §3.4");

    public static readonly LintRow NeedlessSmtpUtf8 = new(
        "D09", Severity.Info, new("SMTPUTF8 although nothing needs it", "不需要却使用了 SMTPUTF8"),
        new("A server without the extension would have refused this message for nothing. Go's net/smtp does it.",
            "不支持该扩展的服务器会无谓地拒绝邮件。Go 的 net/smtp 会这样做。"),
        "RFC 6531 §3.4");

    public static readonly LintRow BinaryByData = new(
        "D10", Severity.Error, new("Binary content where it cannot go", "在不能承载的地方使用二进制内容"),
        new("DATA cannot carry BODY=BINARYMIME: send such a message with BDAT. And a part with the transfer encoding binary needs BODY=BINARYMIME.",
            "DATA 不能承载 BODY=BINARYMIME，请改用 BDAT。传输编码为 binary 的部分也需要 BODY=BINARYMIME。"),
        "RFC 3030 §3");

    public static readonly LintRow OddChunks = new(
        "D11", Severity.Warning, new("Unusual use of BDAT", "BDAT 的用法不常见"),
        new("An empty message as a single BDAT 0 LAST, many chunks of less than 1 KiB, or BDAT although CHUNKING was not announced.",
            "用单独的 BDAT 0 LAST 发送空邮件、发送大量小于 1 KiB 的数据块，或在没有公布 CHUNKING 时使用 BDAT。"),
        "RFC 3030 §2");

    public static readonly LintRow NoFinalNewline = new(
        "D12", Severity.Info, new("No line end at the end of the message", "邮件末尾没有换行"),
        new("BDAT allows it, DATA cannot express it.",
            "BDAT 允许这样，DATA 无法表示。"),
        "RFC 5321 §4.1.1.4");

    public static readonly LintRow DsnParameters = new(
        "D13", Severity.Warning, new("DSN parameters used wrongly", "DSN 参数使用有误"),
        new("NEVER stands alone in NOTIFY; ENVID and ORCPT are xtext of at most 100 and 500 characters; a UTF-8 address has the type utf-8; "
            + "and the first client that sends a message gives the same address in ORCPT and RCPT.",
            "NOTIFY 中 NEVER 必须单独出现；ENVID 和 ORCPT 是最多 100 和 500 个字符的 xtext；UTF-8 地址的类型为 utf-8；首次提交邮件的客户端在 ORCPT 与 RCPT 中给出同一地址。"),
        "RFC 3461 §4, RFC 6533 §3");

    public static readonly LintRow Empty = new(
        "D14", Severity.Error, new("Empty message or no header", "空邮件或没有邮件头"),
        new("Nothing at all, or a body that no header stands before.",
            "完全没有内容，或正文之前没有邮件头。"),
        "RFC 5321 §4.1.1.4");

    public static IReadOnlyList<LintRow> Rows { get; } =
    [
        BareLf, BareCr, EndLookAlike, Nul, LongLine, UnstuffedDot, EightBit, Utf8WithoutSmtpUtf8, NeedlessSmtpUtf8,
        BinaryByData, OddChunks, NoFinalNewline, DsnParameters, Empty,
    ];
}
