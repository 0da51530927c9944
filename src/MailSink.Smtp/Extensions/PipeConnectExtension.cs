namespace MailSink.Smtp;

/// <summary>Exim's early pipelining. The commands that come before the greeting wait in the connection until they are read.</summary>
internal sealed class PipeConnectExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "PIPECONNECT", "PIPECONNECT", [], [], [],
        new("A client that was here before need not wait for the greeting.", "以前来过的客户端不必等待问候语。"),
        new("Exim remembers what EHLO answered and sends its first commands together with the connection. Elsewhere octets before the greeting are a "
            + "sign of spam.",
            "Exim 会记住 EHLO 的应答，并在建立连接时立即发送最初的命令。在别处，问候语之前的数据被视为垃圾邮件的迹象。"),
        "Exim specification, PIPECONNECT")
    {
        IsOptional = true,
        Needs = ["PIPELINING"],
    };
}
