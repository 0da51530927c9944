namespace MailSink.Smtp;

internal sealed class RsetCommand : Command
{
    public override CommandRow Row { get; } = new(
        "RSET", "RSET", Phases.Any,
        new("Drops the open transaction.", "放弃当前事务。"),
        new("Sender, recipients and chunks are forgotten; greeting, login and connection stay. Connection pools use it before a connection is used again.",
            "忘掉发件人、收件人和数据块；问候、登录和连接保留。连接池在再次使用连接之前会发送它。"),
        [250, 501], "RFC 5321 §4.1.1.5");

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        await session.EndTransactionAsync();
        return Replies.RsetOk;
    }
}
