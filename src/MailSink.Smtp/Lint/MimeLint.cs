namespace MailSink.Smtp;

/// <summary>Findings about: the message's structure and its parts.</summary>
public static class MimeLint
{
    public static readonly LintRow MimeVersion = new(
        "M01", Severity.Error, new("MIME without MIME-Version", "缺少 MIME-Version"),
        new("Content fields and 8-bit text mean something only beside MIME-Version: 1.0.",
            "只有在 MIME-Version: 1.0 存在时，Content 字段和 8 位文本才有意义。"),
        "RFC 2045 §4");

    public static readonly LintRow Charset = new(
        "M02", Severity.Error, new("The charset is missing or wrong", "字符集缺失或错误"),
        new("What the octets are and what Content-Type says they are differ; readers show garbage.",
            "实际字节与 Content-Type 的声明不符，客户端会显示乱码。"),
        "RFC 2046 §4.1.2");

    public static readonly LintRow TransferEncoding = new(
        "M03", Severity.Error, new("The transfer encoding is wrong", "传输编码错误"),
        new("7bit holds no octet above 127, multipart and message parts are 7bit, 8bit or binary only, and the name is one that readers know.",
            "7bit 不能含大于 127 的字节；multipart 和 message 只能用 7bit、8bit 或 binary；编码名称须为客户端所知。"),
        "RFC 2045 §6.2, §6.4");

    public static readonly LintRow Base64 = new(
        "M04", Severity.Error, new("Malformed base64", "base64 格式错误"),
        new("Lines of at most 76 characters of the alphabet, four for three octets, padded at the end only.",
            "每行最多 76 个字母表内的字符，三个字节对应四个字符，只在末尾填充。"),
        "RFC 2045 §6.8");

    public static readonly LintRow QuotedPrintable = new(
        "M05", Severity.Error, new("Malformed quoted-printable", "quoted-printable 格式错误"),
        new("Lines of at most 76 characters, no space at a line's end, and = followed by two capital hex digits.",
            "每行最多 76 个字符，行尾不能有空格，= 之后是两个大写十六进制数字。"),
        "RFC 2045 §6.7");

    public static readonly LintRow Boundary = new(
        "M06", Severity.Error, new("The boundary is missing or wrong", "boundary 缺失或错误"),
        new("1 to 70 characters, not ending with a space, unlike that of the parts around it, and closed at the end.",
            "1 到 70 个字符，不以空格结尾，与外层不同，并在末尾关闭。"),
        "RFC 2046 §5.1.1");

    public static readonly LintRow Multipart = new(
        "M07", Severity.Warning, new("An odd multipart", "multipart 不合常规"),
        new("No part at all, an alternative with a single part, or text outside the parts, which nobody sees.",
            "没有任何部分、alternative 只有一个部分，或各部分之外有文字（没有人看得到）。"),
        "RFC 2046 §5.1");

    public static readonly LintRow Alternative = new(
        "M08", Severity.Warning, new("HTML without a plain alternative, or before it", "HTML 没有纯文本替代，或排在其之前"),
        new("multipart/alternative goes from plain to rich: readers take the last they understand.",
            "multipart/alternative 由简到繁排列：客户端取其能理解的最后一个。"),
        "RFC 2046 §5.1.4");

    public static readonly LintRow Related = new(
        "M09", Severity.Warning, new("Parts and cid: links do not match", "各部分与 cid: 链接不相符"),
        new("A link leads to no part, a part is not linked, or start= names none: images are missing or appear as attachments.",
            "链接没有对应的部分、某部分没有被链接，或 start= 无对应：图片会缺失或变成附件。"),
        "RFC 2387 §3, RFC 2392 §2");

    public static readonly LintRow FileName = new(
        "M10", Severity.Warning, new("A file name in an odd encoding", "文件名的编码不合常规"),
        new("Names beyond ASCII are written filename*=UTF-8''…; encoded-words in quotes are read by some only.",
            "非 ASCII 文件名应写成 filename*=UTF-8''…；引号中的 encoded-word 只有部分客户端能读。"),
        "RFC 2231 §4, RFC 2183 §2.3");

    public static readonly LintRow ContentField = new(
        "M11", Severity.Error, new("A malformed Content field", "Content 字段格式错误"),
        new("type/subtype or disposition, then ;name=value, each name once, values with special characters in quotes.",
            "type/subtype 或处置方式，之后是 ;name=value，每个名称一次，含特殊字符的值加引号。"),
        "RFC 2045 §5.1, RFC 2183 §2");

    public static readonly LintRow Structure = new(
        "M12", Severity.Warning, new("An excessive or odd structure", "结构过于复杂或不合常规"),
        new("More than 20 levels or 1,000 parts are read by few, the parts of a digest are messages, and a message within the message is not encoded.",
            "超过 20 层或 1,000 个部分很少有程序能读；digest 的各部分应为邮件；邮件中的邮件不能再编码。"),
        "RFC 2046 §5.1.5, §5.2.1");

    public static readonly LintRow Flowed = new(
        "M13", Severity.Info, new("format=flowed that does not flow", "format=flowed 没有按规则换行"),
        new("Flowed lines are at most 78 characters long, and those that begin with a space, > or From are stuffed with a space.",
            "flowed 的行最长 78 个字符；以空格、> 或 From 开头的行要先填充一个空格。"),
        "RFC 3676 §4.2, §4.4");

    public static readonly LintRow Calendar = new(
        "M14", Severity.Warning, new("An invitation that cannot be answered", "无法答复的日历邀请"),
        new("The method stands in Content-Type and in the calendar, both the same, and every event has a UID.",
            "Content-Type 与日历内容中的 method 必须相同，每个事件都要有 UID。"),
        "RFC 6047 §2.4, RFC 5546 §1.4");

    public static readonly LintRow Security = new(
        "M15", Severity.Warning, new("A signed or encrypted structure that is wrong", "签名或加密的结构错误"),
        new("multipart/signed has two parts, protocol= and micalg= with the names of its kind; multipart/encrypted two parts and protocol=; "
            + "what PGP signs is 7bit, and S/MIME says by smime-type= what it holds.",
            "multipart/signed 有两个部分以及同类名称的 protocol= 和 micalg=；multipart/encrypted 有两个部分和 protocol=；PGP 签名的内容须为 7bit；S/MIME 用 smime-type= 说明内容类型。"),
        "RFC 1847 §2, RFC 3156 §3, §4, §5, RFC 8551 §3.2, §3.5");

    public static readonly LintRow Report = new(
        "M16", Severity.Error, new("A report without what makes it one", "报告缺少必要内容"),
        new("report-type= is required and names the second part. A delivery report has Reporting-MTA, Final-Recipient, Action and Status, each in "
            + "its form; a receipt has Final-Recipient and Disposition.",
            "必须有 report-type=，并与第二部分一致。投递报告要有格式正确的 Reporting-MTA、Final-Recipient、Action 和 Status；回执要有 Final-Recipient 和 Disposition。"),
        "RFC 6522 §3, RFC 3464 §2, RFC 8098 §3");

    public static readonly LintRow Html = new(
        "M17", Severity.Info, new("HTML that readers treat differently", "各客户端处理方式不同的 HTML"),
        new("Content from elsewhere is blocked, scripts and forms are removed, images without alt say nothing, and Gmail cuts at 102 kB.",
            "外部内容会被拦截，脚本和表单会被移除，没有 alt 的图片毫无信息，Gmail 会在 102 kB 处截断。"),
        "RFC 2046 §4.1");

    /// <summary>The engine reports it too, of a conversation.</summary>
    public static LintRow Binary => ContentLint.BinaryByData;

    public static IReadOnlyList<LintRow> Rows { get; } =
    [
        MimeVersion, Charset, TransferEncoding, Base64, QuotedPrintable, Boundary, Multipart, Alternative, Related, FileName,
        ContentField, Structure, Flowed, Calendar, Security, Report, Html,
    ];
}
