namespace MailSink.Smtp;

/// <summary>Findings about: the message's header.</summary>
public static class HeaderLint
{
    public static readonly LintRow Date = new(
        "H01", Severity.Error, new("Date missing, repeated or malformed", "Date 缺失、重复或格式错误"),
        new("Every message has exactly one Date; numeric zones such as +0100 are the current form.",
            "每封邮件必须恰好有一个 Date；时区应写成 +0100 这样的数字。"),
        "RFC 5322 §3.6, §3.3");

    public static readonly LintRow From = new(
        "H02", Severity.Error, new("From missing, repeated or malformed", "From 缺失、重复或格式错误"),
        new("Every message has exactly one From, and several authors need a Sender beside them.",
            "每封邮件必须恰好有一个 From；有多位作者时还需要 Sender。"),
        "RFC 5322 §3.6.2");

    public static readonly LintRow MessageId = new(
        "H03", Severity.Error, new("Message-ID missing, repeated or malformed", "Message-ID 缺失、重复或格式错误"),
        new("It is <left@right> and unique in the world: a right side such as localhost is not, and without one threads and duplicates cannot be told.",
            "形式为 <左@右>，且全球唯一；localhost 之类的右侧不唯一。没有它就无法识别会话和重复邮件。"),
        "RFC 5322 §3.6.4");

    public static readonly LintRow NoDestination = new(
        "H04", Severity.Info, new("No destination in the header", "邮件头中没有收件人"),
        new("Without To, Cc and Bcc the mail is legal, and filters dislike it.",
            "没有 To、Cc 和 Bcc 是合法的，但过滤器不喜欢。"),
        "RFC 5322 §3.6.3");

    public static readonly LintRow BccLeft = new(
        "H05", Severity.Warning, new("Bcc left in the header", "邮件头中留有 Bcc"),
        new("Whoever gets this copy reads who else got one; remove the field before sending.",
            "收到这份副本的人能看到密送对象；发送前应删除该字段。"),
        "RFC 5322 §3.6.3");

    public static readonly LintRow Duplicate = new(
        "H06", Severity.Error, new("A field that may stand only once is repeated", "只能出现一次的字段重复了"),
        new("Readers take the first, the last or both, and do not agree.",
            "各种客户端取第一个、最后一个或全部，互不一致。"),
        "RFC 5322 §3.6");

    public static readonly LintRow RawEightBit = new(
        "H07", Severity.Error, new("Unencoded characters in the header", "邮件头中有未编码的字符"),
        new("Without SMTPUTF8 a header is ASCII; other characters go into encoded-words (=?utf-8?…?=).",
            "没有 SMTPUTF8 时邮件头只能是 ASCII；其他字符应写成 encoded-word（=?utf-8?…?=）。"),
        "RFC 5322 §2.2, RFC 2047 §1");

    public static readonly LintRow EncodedWord = new(
        "H08", Severity.Warning, new("A malformed encoded-word", "encoded-word 格式错误"),
        new("At most 75 octets, whole characters, a known charset, no spaces, and never within quotes or an address; else readers show it as it stands.",
            "最长 75 字节，字符不可拆分，字符集须已知，不含空格，且不可位于引号或地址之内；否则客户端会原样显示。"),
        "RFC 2047 §2, §5");

    public static readonly LintRow LongField = new(
        "H09", Severity.Error, new("A header line is too long", "邮件头的行过长"),
        new("998 octets are the limit and 78 the custom: fold before a space.",
            "上限为 998 字节，惯例为 78；请在空格前折行。"),
        "RFC 5322 §2.1.1");

    public static readonly LintRow FieldSyntax = new(
        "H10", Severity.Error, new("A broken header line", "邮件头中有损坏的行"),
        new("A field is name, colon, value. An empty line ends the header: without it the first words of the body become a broken field.",
            "字段由名称、冒号和值组成。空行结束邮件头；没有空行时正文的开头会变成损坏的字段。"),
        "RFC 5322 §2.2, §4.5");

    public static readonly LintRow Injection = new(
        "H11", Severity.Error, new("Signs of header injection", "疑似邮件头注入"),
        new("Line ends inside a value, a second block of fields, or a body that begins with fields: user input reached the header unchecked.",
            "值中含有换行、出现第二组字段，或正文以字段开头：用户输入未经检查就进入了邮件头。"),
        "RFC 5322 §2.2");

    public static readonly LintRow Misleading = new(
        "H12", Severity.Warning, new("The sender's name misleads", "发件人名称具有误导性"),
        new("The name shows another address than the real one, or holds characters that look like others or change the direction of writing.",
            "名称中显示的地址与真实地址不同，或含有形近字符、改变书写方向的字符。"),
        "RFC 5322 §3.4");

    public static readonly LintRow Alignment = new(
        "H13", Severity.Info, new("Envelope sender and From differ", "信封发件人与 From 不一致"),
        new("DMARC wants one of them to match: SPF for the envelope sender's domain, or a DKIM signature of From's domain. Without the list of "
            + "public suffixes, domains count as one here when their last two labels agree, or three below a country's short second level such as co.uk.",
            "DMARC 要求其一匹配：信封发件人域名的 SPF，或 From 域名的 DKIM 签名。这里不使用公共后缀列表：最后两级相同即视为同一域名；在 co.uk 这类国家短二级域名之下则比较最后三级。"),
        "RFC 7489 §3.1");

    public static readonly LintRow OddOriginator = new(
        "H14", Severity.Warning, new("Return-Path, Sender or Reply-To is odd", "Return-Path、Sender 或 Reply-To 不合常规"),
        new("Return-Path is added at final delivery only, Sender is one mailbox, Reply-To a list of addresses.",
            "Return-Path 只在最终投递时添加；Sender 是单个邮箱；Reply-To 是地址列表。"),
        "RFC 5321 §4.4, RFC 5322 §3.6.2");

    public static readonly LintRow References = new(
        "H15", Severity.Info, new("References or In-Reply-To is malformed", "References 或 In-Reply-To 格式错误"),
        new("They list message ids in angle brackets; threads fall apart without them.",
            "应为尖括号中的邮件标识列表；否则会话会被打散。"),
        "RFC 5322 §3.6.4");

    public static readonly LintRow AutomaticUnmarked = new(
        "H16", Severity.Info, new("Automatic mail that does not say so", "自动邮件没有标明"),
        new("Auto-Submitted: auto-generated keeps vacation replies away.",
            "加上 Auto-Submitted: auto-generated 可以避免收到自动回复。"),
        "RFC 3834 §5");

    public static readonly LintRow Unsubscribe = new(
        "H17", Severity.Warning, new("No one-click way to unsubscribe", "没有一键退订方式"),
        new("Bulk mail needs List-Unsubscribe with an https link and List-Unsubscribe-Post, both signed; large providers demand it.",
            "群发邮件需要带 https 链接的 List-Unsubscribe 以及 List-Unsubscribe-Post，且两者都要签名；大型服务商要求如此。"),
        "RFC 8058 §3.1, RFC 2369 §3.2");

    public static readonly LintRow ListId = new(
        "H18", Severity.Info, new("List-Id is malformed", "List-Id 格式错误"),
        new("It is a phrase followed by <name.domain>.",
            "形式为短语后接 <名称.域名>。"),
        "RFC 2919 §3");

    public static readonly LintRow Resent = new(
        "H19", Severity.Warning, new("An incomplete Resent block", "Resent 字段组不完整"),
        new("A mail that is sent again carries Resent-Date and Resent-From.",
            "重新发送的邮件须带有 Resent-Date 和 Resent-From。"),
        "RFC 5322 §3.6.6");

    public static readonly LintRow Received = new(
        "H20", Severity.Warning, new("Many Received fields", "Received 字段过多"),
        new("The mail has probably gone in circles; servers stop at about a hundred.",
            "邮件很可能在循环转发；服务器通常在约一百个时拒收。"),
        "RFC 5321 §6.3");

    public static readonly LintRow Subject = new(
        "H21", Severity.Info, new("Subject missing, empty or odd", "Subject 缺失、为空或不合常规"),
        new("No subject, more than 255 characters, or capitals only; filters count that against a mail.",
            "没有主题、超过 255 个字符，或全部大写；过滤器会因此扣分。"),
        "RFC 5322 §3.6.5");

    public static readonly LintRow Large = new(
        "H22", Severity.Info, new("Larger than common limits", "超过常见的大小限制"),
        new("Many providers take no more than 25 MB, encoding included.",
            "许多服务商最多接收 25 MB（含编码后的大小）。"),
        "RFC 1870 §4");

    public static readonly LintRow Disposition = new(
        "H23", Severity.Info, new("Disposition-Notification-To is not the sender", "Disposition-Notification-To 不是发件人"),
        new("Readers ask their user before they send a receipt to an address that is not the return path.",
            "若该地址与退信路径不同，客户端在发送回执前会询问用户。"),
        "RFC 8098 §2.1");

    public static readonly LintRow AutomaticReply = new(
        "S26", Severity.Warning, new("Automatic reply and null sender do not go together", "自动回复与空发件人不相符"),
        new("Reports and replies by machine use MAIL FROM:<> and Auto-Submitted, other mail neither: that is what stops loops.",
            "机器生成的报告和回复使用 MAIL FROM:<> 和 Auto-Submitted，其他邮件都不用：这样才能避免循环。"),
        "RFC 5321 §4.5.5, RFC 3834 §3");

    public static IReadOnlyList<LintRow> Rows { get; } =
    [
        Date, From, MessageId, NoDestination, BccLeft, Duplicate, RawEightBit, EncodedWord, LongField, FieldSyntax, Injection,
        Misleading, Alignment, OddOriginator, References, AutomaticUnmarked, Unsubscribe, ListId, Resent, Received, Subject,
        Large, Disposition, AutomaticReply,
    ];
}
