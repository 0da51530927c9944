using System.Globalization;
using System.Text;

namespace MailSink.Smtp;

/// <summary>RFC 1985: a client asks the server to send what it holds for a node, over a connection of its own.</summary>
internal sealed class EtrnExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "ETRN", "ETRN", [], [], ["ETRN"],
        new("The client may start the delivery of mail held for a node.", "客户端可以启动对某个节点的投递。"),
        new("ETRN names a node; the server then connects to the host that is configured for it. Nothing is sent on the connection of the asker, "
            + "so that it does not matter who asks.",
            "ETRN 给出节点名，服务器随后连接到为该节点配置的主机。邮件不会经由提问者的连接发送，因此由谁来问并不重要。"),
        "RFC 1985");

    public override IReadOnlyList<Command> Commands { get; } = [new EtrnCommand()];

    protected override bool FitsIn(SmtpSession session) => session.Host.Queue is not null;
}

internal sealed class EtrnCommand : Command
{
    public override CommandRow Row { get; } = new(
        "ETRN", "ETRN SP [@|#]node", Phases.Greeted,
        new("Asks the server to deliver the mail it holds for a host.", "请求服务器投递它为某台主机保存的邮件。"),
        new("It names a node; @node includes the domains below it, #queue is a queue of that name. Delivery uses a new connection to the host "
            + "configured with --etrn-relay; 253 says how many messages wait.",
            "它给出一个节点；@node 包含其下级域名，#queue 是该名称的队列。投递使用新的连接，目标是用 --etrn-relay 配置的主机；253 给出等待的邮件数。"),
        [250, 251, 252, 253, 458, 459, 500, 501, 502, 503], "RFC 1985 §5");

    public override Argument Argument => Argument.Required;

    public override bool LenientBeforeHello => true;

    public override bool EndsGroup => true;

    public override ReplyRow ArgumentMissing => Replies.EtrnSyntax;

    public override bool IsOnOffer(SmtpSession session) => base.IsOnOffer(session) && session.Host.Queue is not null;

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (session.Host.Queue is not { } queue) return Replies.EtrnUnavailable;
        var text = Encoding.UTF8.GetString(argument.Span);
        if (!QueueNode.TryParse(text, out var node)) return Replies.EtrnNode;
        var start = await queue.StartAsync(node, CancellationToken.None);
        return start.Status switch
        {
            QueueStartStatus.Started => Replies.EtrnStarted.With(text),
            QueueStartStatus.Empty => Replies.EtrnEmpty.With(text),
            QueueStartStatus.Running => Replies.EtrnRunning.With(text),
            QueueStartStatus.Pending => Replies.EtrnPending.With(string.Create(CultureInfo.InvariantCulture, $"{start.Pending} pending messages for node {text}")),
            QueueStartStatus.NotAllowed => Replies.EtrnNotAllowed.With(text),
            _ => Replies.EtrnUnable.With(text),
        };
    }
}
