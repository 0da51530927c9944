namespace MailSink.Smtp;

/// <summary>Findings about: the conversation.</summary>
internal static class SessionLint
{
    public static readonly LintRow EarlyTalker = new(
        "S01", Severity.Error, new("The client spoke before it was greeted", "客户端在收到问候之前就开始发送"),
        new("A client waits for 220; many servers take one that does not for a spammer.",
            "客户端应等待 220；许多服务器会把不等待的客户端当作垃圾邮件发送者。"),
        "RFC 5321 §4.3.1");

    public static readonly LintRow NoHello = new(
        "S02", Severity.Error, new("No EHLO before MAIL or AUTH", "在 MAIL 或 AUTH 之前没有 EHLO"),
        new("Real servers answer 503; say EHLO first.",
            "真实的服务器会回答 503；请先发送 EHLO。"),
        "RFC 5321 §4.1.1.1");

    public static readonly LintRow HeloOnly = new(
        "S03", Severity.Warning, new("HELO without trying EHLO", "没有尝试 EHLO 就使用 HELO"),
        new("EHLO is what RFC 5321 wants; HELO is the fallback after 500 or 502.",
            "RFC 5321 要求使用 EHLO；HELO 只是遇到 500 或 502 时的退路。"),
        "RFC 5321 §2.2.1");

    public static readonly LintRow HelloOrder = new(
        "S04", Severity.Warning, new("HELO where EHLO belongs", "在应使用 EHLO 之处使用了 HELO"),
        new("EHLO comes first, and HELO only when EHLO was answered 5yz; after 4yz the client tries again later.",
            "应先发送 EHLO，只有当它得到 5yz 时才用 HELO；得到 4yz 时应稍后重试。"),
        "RFC 5321 §3.2");

    public static readonly LintRow HelloNotOwn = new(
        "S06", Severity.Info, new("The greeting name is not the client's", "问候中的名字不属于客户端"),
        new("It is this server's own name, or an address literal other than the client's address.",
            "它是本服务器自己的名字，或与客户端地址不同的地址字面量。"),
        "RFC 5321 §4.1.4");

    public static readonly LintRow HelloName = new(
        "S05", Severity.Warning, new("The greeting name is not fully qualified", "问候中的主机名不完整"),
        new("Many servers refuse localhost, a single label, or an address without brackets with 504 or 550.",
            "许多服务器会以 504 或 550 拒绝 localhost、单个标签或不带方括号的地址。"),
        "RFC 5321 §2.3.5, §4.1.3");

    public static readonly LintRow BareLfCommand = new(
        "S07", Severity.Error, new("A command line ended with LF alone", "命令行只以 LF 结束"),
        new("Lines end with CRLF; strict servers refuse anything else.",
            "行必须以 CRLF 结束；严格的服务器会拒绝其他形式。"),
        "RFC 5321 §2.3.8");

    public static readonly LintRow Pipelining = new(
        "S08", Severity.Error, new("Pipelined where it is not allowed", "在不允许的地方使用了流水线"),
        new("EHLO, DATA, VRFY, EXPN, NOOP and QUIT end a group, and without PIPELINING every reply is awaited.",
            "EHLO、DATA、VRFY、EXPN、NOOP 和 QUIT 必须是一组的最后一条；没有 PIPELINING 时要等待每个应答。"),
        "RFC 2920 §3.1");

    public static readonly LintRow DataTooEarly = new(
        "S09", Severity.Error, new("Message data before 354", "在 354 之前就发送了邮件内容"),
        new("Had the server refused DATA, every line of the message would have become a command.",
            "如果服务器拒绝 DATA，邮件的每一行都会被当作命令。"),
        "RFC 5321 §4.1.1.4");

    public static readonly LintRow ParameterNotOffered = new(
        "S10", Severity.Error, new("A parameter whose extension was not offered", "使用了未提供的扩展的参数"),
        new("Parameters belong to extensions that the reply to EHLO lists; after HELO there are none.",
            "参数属于 EHLO 应答所列的扩展；HELO 之后不可使用参数。"),
        "RFC 5321 §2.2.1");

    public static readonly LintRow LongLine = new(
        "S11", Severity.Warning, new("A command line longer than servers need to take", "命令行超过服务器必须接受的长度"),
        new("512 octets with CRLF, and what the extensions of its parameters add.",
            "含 CRLF 为 512 字节，外加其参数所属扩展允许增加的长度。"),
        "RFC 5321 §4.5.3.1.4");

    public static readonly LintRow ObsoleteCommand = new(
        "S12", Severity.Info, new("Unknown or obsolete command", "未知或已废弃的命令"),
        new("The word is no command of today. DEBUG and WIZ were back doors of very old servers: whoever says them looks for one.",
            "这不是现行的命令。DEBUG 和 WIZ 是很老的服务器的后门：发送它们的人是在寻找后门。"),
        "RFC 5321 Appendix F");

    public static readonly LintRow ReplyIgnored = new(
        "S13", Severity.Error, new("A refusal was ignored", "忽略了拒绝的应答"),
        new("The client went on as if its command had been accepted.",
            "客户端像命令已被接受一样继续发送。"),
        "RFC 5321 §4.2");

    public static readonly LintRow Order = new(
        "S14", Severity.Error, new("Commands in the wrong order", "命令顺序错误"),
        new("MAIL inside a transaction, RCPT after BDAT, or DATA mixed with BDAT.",
            "事务内的 MAIL、BDAT 之后的 RCPT，或 DATA 与 BDAT 混用。"),
        "RFC 5321 §4.1.4, RFC 3030 §2");

    public static readonly LintRow NoQuit = new(
        "S15", Severity.Error, new("Connection closed without QUIT", "没有 QUIT 就关闭了连接"),
        new("A client must not close before it has sent QUIT.",
            "客户端在发送 QUIT 之前不可关闭连接。"),
        "RFC 5321 §4.1.1.10");

    public static readonly LintRow NoWaitForBye = new(
        "S16", Severity.Info, new("Closed behind QUIT without waiting", "发送 QUIT 后没有等待就关闭"),
        new("A client should wait for 221 before it closes.",
            "客户端应等到 221 再关闭连接。"),
        "RFC 5321 §4.1.1.10");

    public static readonly LintRow LostInData = new(
        "S17", Severity.Warning, new("Connection lost inside a message", "在邮件传输中断开了连接"),
        new("Nothing was stored; the client has to send the message again.",
            "什么也没有保存；客户端需要重新发送。"),
        "RFC 5321 §4.1.1.10");

    public static readonly LintRow PathSyntax = new(
        "S20", Severity.Warning, new("A path that breaks the grammar", "路径不符合语法"),
        new("A space after the colon, missing angle brackets, a missing domain, or characters the grammar does not allow.",
            "冒号后有空格、缺少尖括号、缺少域名，或含有语法不允许的字符。"),
        "RFC 5321 §3.3, §4.1.2");

    public static readonly LintRow SourceRoute = new(
        "S21", Severity.Warning, new("Source route used", "使用了源路由"),
        new("<@relay:user@domain> is obsolete; the route is ignored.",
            "<@relay:user@domain> 已废弃；路由部分被忽略。"),
        "RFC 5321 §4.1.1.3");

    public static readonly LintRow SizeLied = new(
        "S22", Severity.Info, new("SIZE smaller than the message, or not used", "SIZE 小于实际大小，或未使用"),
        new("A server may refuse the message at its end. With SIZE in MAIL it can refuse a large one before it is sent.",
            "服务器可能在邮件结束时拒绝。在 MAIL 中使用 SIZE，服务器可以在发送之前就拒绝过大的邮件。"),
        "RFC 1870 §6");

    public static readonly LintRow ManyRecipients = new(
        "S23", Severity.Info, new("More than 100 recipients", "收件人超过 100 个"),
        new("Servers need not accept more than 100 in one transaction.",
            "服务器没有义务在一个事务中接受超过 100 个收件人。"),
        "RFC 5321 §4.5.3.1.8");

    public static readonly LintRow SameRecipient = new(
        "S24", Severity.Info, new("The same recipient twice", "重复的收件人"),
        new("Legal, and most likely a mistake.",
            "合法，但很可能是错误。"),
        "RFC 5321 §3.3");

    public static readonly LintRow LongPath = new(
        "S25", Severity.Warning, new("Local-part or path too long", "本地部分或路径过长"),
        new("Servers need not accept more than 64 octets of local-part and 256 of path.",
            "服务器没有义务接受超过 64 字节的本地部分或 256 字节的路径。"),
        "RFC 5321 §4.5.3.1");

    public static readonly LintRow ParameterMisused = new(
        "S29", Severity.Warning, new("A parameter used against its RFC", "参数的用法违反其 RFC"),
        new("Such as a message with the null sender that asks to be held: reports must not wait.",
            "例如空发件人的邮件要求延后发送：报告不应等待。"),
        "RFC 4865 §5.1.1");

    public static readonly LintRow OtherProtocol = new(
        "S27", Severity.Error, new("Another protocol on the SMTP port", "SMTP 端口上出现了其他协议"),
        new("HTTP, SSH or TLS; check the port in the client.",
            "HTTP、SSH 或 TLS；请检查客户端的端口设置。"),
        "RFC 5321 §4.1.1");

    public static readonly LintRow TypingAccident = new(
        "S28", Severity.Info, new("A typing accident", "输入失误"),
        new("Control characters, full-width punctuation, a pasted link, or white space at the end of the line.",
            "控制字符、全角标点、粘贴的链接，或行尾的空白。"),
        "RFC 5321 §4.1.2");

    public static IReadOnlyList<LintRow> Rows { get; } =
    [
        EarlyTalker, NoHello, HeloOnly, HelloOrder, HelloName, HelloNotOwn, BareLfCommand, Pipelining, DataTooEarly, ParameterNotOffered,
        LongLine, ObsoleteCommand, ReplyIgnored, Order, NoQuit, NoWaitForBye, LostInData, PathSyntax, SourceRoute, SizeLied, ManyRecipients, SameRecipient,
        LongPath, ParameterMisused, OtherProtocol, TypingAccident,
    ];
}
