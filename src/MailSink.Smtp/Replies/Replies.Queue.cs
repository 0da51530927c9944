namespace MailSink.Smtp;

/// <content>ETRN, ATRN, TURN.</content>
internal static partial class Replies
{
    public static readonly ReplyRow EtrnStarted = new(
        "etrn-started", 250, "2.0.0", "OK, queuing for node {0} started",
        new("Delivery begins; how much waits could not be told in time.",
            "投递已开始；未能及时得知有多少邮件在等待。"));

    public static readonly ReplyRow EtrnEmpty = new(
        "etrn-empty", 251, "2.0.0", "OK, no messages waiting for node {0}",
        new("Nothing is held for it; there is no connection to wait for.",
            "没有为它保存的邮件；无需等待连接。"));

    public static readonly ReplyRow EtrnRunning = new(
        "etrn-running", 252, "2.0.0", "OK, pending messages for node {0} started",
        new("A delivery to it is going on already, and takes what waits.",
            "对它的投递已在进行，等待中的邮件会一并发送。"));

    public static readonly ReplyRow EtrnPending = new(
        "etrn-pending", 253, "2.0.0", "OK, {0} started",
        new("So many messages are sent now, over a connection of their own.",
            "这些邮件现在通过单独的连接发送。"));

    public static readonly ReplyRow EtrnSyntax = new(
        "etrn-syntax", 500, "5.5.2", "Syntax: ETRN [@|#]node",
        new("ETRN needs the name of a node.",
            "ETRN 需要节点名。"));

    public static readonly ReplyRow EtrnNode = new(
        "etrn-node", 501, "5.5.4", "That is no node: a domain name, @domain or #queue",
        new("The name breaks the grammar of a domain.",
            "该名称不符合域名的语法。"));

    public static readonly ReplyRow EtrnUnable = new(
        "etrn-unable", 458, "4.5.0", "Unable to queue messages for node {0}",
        new("As many deliveries are going on as there may be, or the server stops. Try later.",
            "正在进行的投递已达上限，或服务器正在停止。请稍后重试。"));

    public static readonly ReplyRow EtrnNotAllowed = new(
        "etrn-not-allowed", 459, "4.7.1", "Node {0} not allowed: no host is configured for it",
        new("Nothing leaves this server unless --etrn-relay says where mail for the node goes.",
            "除非用 --etrn-relay 指定该节点的邮件去向，否则不会发送任何邮件。"));

    public static readonly ReplyRow Reversing = new(
        "reversing", 250, "2.0.0", "OK now reversing the connection",
        new("The roles change: greet with 220, the server now sends you mail.",
            "角色互换：请以 220 问候，服务器现在向你发信。"));

    public static readonly ReplyRow AtrnLogin = new(
        "atrn-login", 530, "5.7.0", "ATRN needs a login: AUTH comes first",
        new("Mail is handed to nobody who has not shown who it is (RFC 2645 section 5.2.1).",
            "未证明身份者不能取走邮件（RFC 2645 第 5.2.1 节）。"));

    public static readonly ReplyRow AtrnSyntax = new(
        "atrn-syntax", 501, "5.5.4", "Syntax: ATRN [domain,domain...]",
        new("Domain names with commas and no spaces between them, or nothing.",
            "以逗号分隔且没有空格的域名，或什么都不写。"));

    public static readonly ReplyRow NotEntitled = new(
        "not-entitled", 450, "4.7.1", "You may not have the mail of all these domains",
        new("The user's domains do not cover what was asked for, so nothing is sent. Where anybody may log in, only clients on this machine are served.",
            "用户的域名没有涵盖所请求的全部域名，因此什么也不发送。在任何人都可登录的情况下，只服务于本机的客户端。"));

    public static readonly ReplyRow NoMail = new(
        "no-mail", 453, "4.3.2", "You have no mail",
        new("Nothing is held for these domains; ask again later.",
            "没有为这些域名保存的邮件；请稍后再问。"));

    public static readonly ReplyRow QueueUnknown = new(
        "queue-unknown", 451, "4.3.0", "Cannot tell now whether there is mail, try again",
        new("The server has not caught up with the mail that is coming in.",
            "服务器尚未处理完正在到达的邮件。"));

    private static ReplyRow[] OfQueue =>
    [
        EtrnStarted, EtrnEmpty, EtrnRunning, EtrnPending, EtrnSyntax, EtrnNode, EtrnUnable, EtrnNotAllowed,
        Reversing, AtrnLogin, AtrnSyntax, NotEntitled, NoMail, QueueUnknown,
    ];
}
