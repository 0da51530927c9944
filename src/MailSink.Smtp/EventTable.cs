namespace MailSink.Smtp;

/// <summary>
/// What <see cref="LineSource.Event"/> lines say, in every language the product speaks. Transcripts are written and stored in English,
/// one language for every tool that reads them; who shows one to people shows <see cref="In"/>.
/// </summary>
public static class EventTable
{
    // Of several that fit a line the first counts, so what has more in it stands before what has less.
    internal static IReadOnlyList<EventText> Rows { get; } =
    [
        new("connect", new("connection opened", "连接已建立")),
        new("connect", new("no connection to {0}: {1?}", "无法连接到 {0}：{1}")),
        new("close", new("closed after QUIT", "QUIT 之后关闭")),
        new("close", new("closed by the client", "由客户端关闭")),
        new("close", new("closed by the server", "由服务器关闭")),
        new("close", new("closed by a time limit", "因超时而关闭")),
        new("close", new("closed by the stopping server", "因服务器停止而关闭")),
        new("close", new("closed by a fault rule", "由故障规则关闭")),
        new("close", new("closed because this program stops", "因本程序停止而关闭")),
        new("close", new("closed by this side", "由本方关闭")),
        new("content", new("message content, {0} octets", "邮件内容，{0} 字节")),
        new("reversed", new("roles changed: from here on this server is the client, and the other side answers", "角色互换：从这里起，本服务器是客户端，由对方应答")),
        new("magic", new("magic recipient: a delivery report will say {0}", "魔法收件人：投递报告将注明 {0}")),
        new("note", new("a TLS ClientHello came instead of a command", "收到的不是命令，而是 TLS ClientHello")),
        new("note", new("the client closed instead of a handshake", "客户端没有握手就关闭了连接")),
        new("note", new("this is no reply; nobody can tell what it answers", "这不是应答；无从得知它回答的是什么")),
        new("note", new("octets in clear text behind the reply to STARTTLS", "STARTTLS 的应答之后有明文字节")),
        new("note", new("{0} octets sent before the roles changed are dropped", "角色互换之前发送的 {0} 字节已丢弃")),
        new("tls", new("no certificate: {0}", "没有证书：{0}")),
        new("tls", new("handshake given up: the server stops", "放弃握手：服务器正在停止")),
        new("tls", new("handshake given up: it took too long", "放弃握手：用时过长")),
        new("tls", new("handshake failed: {0?}", "握手失败：{0}")),
        new("tls", new("no handshake: clear text came instead", "没有握手：收到的是明文")),
        new("tls", new("no handshake came in time", "握手没有按时到来")),
        new("tls", new("TLS failed: {0?}", "TLS 失败：{0}")),
        new("tls", new("{0}, {1}, server name {2}, client certificate {3}, verified", "{0}，{1}，服务器名 {2}，客户端证书 {3}，已验证")),
        new("tls", new("{0}, {1}, server name {2}, client certificate {3}, not trusted: {4?}", "{0}，{1}，服务器名 {2}，客户端证书 {3}，不受信任：{4}")),
        new("tls", new("{0}, {1}, client certificate {2}, verified", "{0}，{1}，客户端证书 {2}，已验证")),
        new("tls", new("{0}, {1}, client certificate {2}, not trusted: {3?}", "{0}，{1}，客户端证书 {2}，不受信任：{3}")),
        new("tls", new("{0}, {1}, server name {2}", "{0}，{1}，服务器名 {2}")),
        new("tls", new("{0}, TLS_{1}", "{0}，TLS_{1}")),
        new("fault", new("{0}: TLS handshake refused (alert 40, handshake_failure)", "{0}：拒绝 TLS 握手（警报 40，handshake_failure）")),
        new("fault", new("{0}: after {1} octets of content: {2!}", "{0}：收到 {1} 字节内容之后：{2}")),
        new("fault", new("{0}: {1!}", "{0}：{1}")),

        new(null, new("wait {0} ms", "等待 {0} 毫秒")),
        new(null, new("no reply", "不应答")),
        new(null, new("reply {0} in place of {1}", "以 {0} 代替应答 {1}")),
        new(null, new("reply {0}", "应答 {0}")),
        new(null, new("reply garbled ({0})", "应答被破坏（{0}）")),
        new(null, new("reply sent octet by octet", "应答逐字节发送")),
        new(null, new("{0} octets a second", "每秒 {0} 字节")),
        new(null, new("message kept whatever is said", "无论如何应答都保留邮件")),
        new(null, new("message not kept whatever is said", "无论如何应答都不保留邮件")),
        new(null, new("TLS handshake fails", "TLS 握手失败")),
        new(null, new("connection reset", "连接被重置")),
        new(null, new("connection closed", "连接关闭")),
        new(null, new("no answer in time", "未按时回应")),
        new(null, new("no handshake in time", "握手没有按时完成")),
        new(null, new("not verified", "未经验证")),
        new(null, new("the client broke off the handshake; most likely it does not trust this server's certificate", "客户端中断了握手；很可能它不信任本服务器的证书")),
        new(null, new("the client does not trust this server's certificate authority", "客户端不信任本服务器的证书颁发机构")),
        new(null, new("the client does not accept this server's certificate", "客户端不接受本服务器的证书")),
        new(null, new("the client says that this server's certificate has expired", "客户端称本服务器的证书已过期")),
        new(null, new("the client offers no version of TLS that this server speaks", "客户端提供的 TLS 版本本服务器都不支持")),
        new(null, new("there is no cipher suite that both know", "双方没有共同的密码套件")),
    ];

    private static readonly ILookup<string, EventText> ByNote = Rows.ToLookup(static row => row.Note ?? "");

    /// <summary>What an event line says in a language.</summary>
    /// <param name="language">BCP 47 tag; anything but Chinese is English.</param>
    /// <param name="note"><see cref="TranscriptLine.Note"/> of the line.</param>
    /// <param name="text">The line as it is stored.</param>
    /// <returns>Null where the table has no such line: one of another version of the program.</returns>
    public static string? In(string language, string? note, string text) =>
        language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Find(ByNote[note ?? ""], text) : text;

    private static string? Find(IEnumerable<EventText> rows, string text) =>
        rows.Select(row => row.Translate(text, static phrase => Find(ByNote[""], phrase))).FirstOrDefault(static said => said is not null);
}
