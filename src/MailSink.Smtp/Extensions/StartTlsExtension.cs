namespace MailSink.Smtp;

/// <summary>RFC 3207: a connection that began in clear text goes on inside TLS.</summary>
internal sealed class StartTlsExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "STARTTLS", "STARTTLS", [], [], ["STARTTLS"],
        new("The connection can go on inside TLS.", "连接可以升级为 TLS。"),
        new("Listed in clear text only. Clients that find it mostly use it, and then have to trust the certificate; each listener can be "
            + "told to hide it.",
            "只在明文阶段列出。多数客户端看到它就会使用，因而必须信任证书；每个监听器都可以设置为不列出它。"),
        "RFC 3207");

    public override IReadOnlyList<Command> Commands { get; } = [new StartTlsCommand()];

    protected override bool FitsIn(SmtpSession session) => IsPossible(session);

    /// <summary>Whether the session could go on inside TLS.</summary>
    public static bool IsPossible(SmtpSession session) => session is { Options.Tls.Mode: TlsMode.StartTls, Tls: null };
}

internal sealed class StartTlsCommand : Command
{
    public override CommandRow Row { get; } = new(
        "STARTTLS", "STARTTLS", Phases.Greeted,
        new("Asks to continue inside TLS.", "请求把连接升级为 TLS。"),
        new("After 220 the client begins the TLS handshake. Nothing said before counts any more: the next command is EHLO again. Nothing "
            + "may be pipelined behind it. 502 on a listener without TLS.",
            "收到 220 后客户端开始 TLS 握手。之前的一切都不再算数：下一条命令又是 EHLO。不得在它之后连续发送其他命令。没有 TLS 的监听器回答 502。"),
        [220, 454, 501, 502, 503], "RFC 3207 §4");

    public override bool EndsGroup => true;

    public override bool LenientBeforeHello => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (session.Tls is not null) return new(Replies.TlsActive);
        return StartTlsExtension.IsPossible(session) ? TlsStart.UpgradeAsync(session, session.Options.Tls!) : new(Replies.StartTlsUnavailable);
    }

    public override ValueTask<Reply> RefuseAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (session.Tls is not null) return new(Replies.TlsActive);
        return StartTlsExtension.IsPossible(session) ? base.RefuseAsync(session, argument) : new(Replies.StartTlsUnavailable);
    }
}
