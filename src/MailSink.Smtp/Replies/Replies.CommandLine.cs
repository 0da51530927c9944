namespace MailSink.Smtp;

/// <content>Lines that are no command, or not one that is done here.</content>
internal static partial class Replies
{
    public static readonly ReplyRow UnknownCommand = new(
        "unknown-command", 500, "5.5.1", "Command not recognized",
        new("No such command. Check the spelling; HELP lists what there is.",
            "没有这条命令。请检查拼写；HELP 会列出可用命令。"));

    public static readonly ReplyRow EmptyLine = new(
        "empty-line", 500, "5.5.2", "Empty line",
        new("Every line is a command; an empty one is none.",
            "每一行都是一条命令；空行不是命令。"));

    public static readonly ReplyRow LeadingSpace = new(
        "leading-space", 500, "5.5.2", "A command begins in the first column",
        new("White space in front of the verb.",
            "命令动词前面有空白。"));

    public static readonly ReplyRow LineTooLong = new(
        "line-too-long", 500, "5.5.2", "Line too long",
        new("The command line is over its limit; it was read to its end and dropped.",
            "命令行超过长度上限；已读到行尾并丢弃。"));

    public static readonly ReplyRow BareLf = new(
        "bare-lf", 500, "5.5.2", "A line ends with CRLF, not with LF alone",
        new("A strict listener takes CRLF only (RFC 5321 section 2.3.8).",
            "严格的监听器只接受 CRLF（RFC 5321 第 2.3.8 节）。"));

    public static readonly ReplyRow ControlCharacter = new(
        "control-character", 501, "5.5.2", "Control characters are not allowed in a command",
        new("NUL, a bare CR, a tab or another control character in the line.",
            "命令行中有 NUL、单独的 CR、制表符或其他控制字符。"));

    public static readonly ReplyRow Backspace = new(
        "backspace", 501, "5.5.2", "Your Backspace key was sent as a character: type the line again",
        new("The terminal sends every key at once; a typing error cannot be taken back.",
            "终端会立即发送每个按键；输入错误无法收回，请重新输入整行。"));

    public static readonly ReplyRow ArrowKeys = new(
        "arrow-keys", 501, "5.5.2", "Arrow keys were sent as characters: type the line again",
        new("An escape sequence, as the arrow keys of a terminal send it.",
            "收到了转义序列，就像终端的方向键所发送的那样。"));

    public static readonly ReplyRow TelnetCodes = new(
        "telnet-codes", 501, "5.5.2", "Telnet control codes were sent: type the line again",
        new("The telnet program negotiates; press Ctrl-C and the like less, or use nc.",
            "telnet 程序在发送协商代码；请少按 Ctrl-C 之类的键，或改用 nc。"));

    public static readonly ReplyRow FullWidth = new(
        "full-width", 501, "5.5.2", "Full-width punctuation: switch the input method to ASCII and type : < >",
        new("A full-width colon or bracket, as a Chinese input method writes it.",
            "使用了全角冒号或尖括号；请把输入法切换为半角英文后重新输入。"));

    public static readonly ReplyRow EightBitCommand = new(
        "eight-bit-command", 501, "5.5.2", "Only ASCII is allowed in this command",
        new("Octets above 127 may stand in paths only, with SMTPUTF8.",
            "大于 127 的字节只允许出现在路径中，并且需要 SMTPUTF8。"));

    public static readonly ReplyRow NoArgumentAllowed = new(
        "no-argument-allowed", 501, "5.5.4", "This command takes no argument",
        new("Something stands behind a verb that takes nothing.",
            "这条命令后面不应有任何内容。"));

    public static readonly ReplyRow ArgumentMissing = new(
        "argument-missing", 501, "5.5.4", "This command needs an argument",
        new("The verb stands alone; HELP and the verb show its syntax.",
            "命令缺少参数；HELP 加命令名可查看语法。"));

    public static readonly ReplyRow SwitchedOff = new(
        "switched-off", 502, "5.5.1", "Command is switched off on this listener",
        new("Its extension is disabled in the configuration, and EHLO does not list it.",
            "对应的扩展在配置中被关闭，EHLO 也不会列出它。"));

    public static readonly ReplyRow StartTlsUnavailable = new(
        "starttls-unavailable", 502, "5.5.1", "STARTTLS is not available on this listener",
        new("This port speaks clear text only; EHLO did not list STARTTLS.",
            "此端口只使用明文；EHLO 没有列出 STARTTLS。"));

    public static readonly ReplyRow EtrnUnavailable = new(
        "etrn-unavailable", 502, "5.5.1", "ETRN is not available: nothing is queued here",
        new("A sink delivers nothing, so there is no queue to start.",
            "邮件接收器不投递邮件，因此没有队列可启动。"));

    public static readonly ReplyRow AtrnUnavailable = new(
        "atrn-unavailable", 502, "5.5.1", "ATRN is not available: this server does not turn the connection",
        new("On-demand relay is not done here; elsewhere it needs AUTH first.",
            "这里不提供按需中继；在别处使用时须先登录。"));

    public static readonly ReplyRow TurnUnavailable = new(
        "turn-unavailable", 502, "5.5.1", "TURN is not available: without a login anybody could fetch the mail",
        new("Deprecated for that reason by RFC 5321, appendix F.1.",
            "RFC 5321 附录 F.1 因此弃用了它。"));

    public static readonly ReplyRow TerminalUnavailable = new(
        "terminal-unavailable", 502, "5.5.1", "Obsolete since RFC 2821: use MAIL",
        new("SEND, SOML and SAML wrote to terminals; nobody does that any more.",
            "SEND、SOML、SAML 用于写到终端，如今已无人使用。"));

    private static ReplyRow[] OfCommandLine =>
    [
        UnknownCommand, EmptyLine, LeadingSpace, LineTooLong, BareLf, ControlCharacter, Backspace, ArrowKeys,
        TelnetCodes, FullWidth, EightBitCommand, NoArgumentAllowed, ArgumentMissing, SwitchedOff, StartTlsUnavailable,
        EtrnUnavailable, AtrnUnavailable, TurnUnavailable, TerminalUnavailable,
    ];
}
