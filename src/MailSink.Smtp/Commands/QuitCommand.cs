namespace MailSink.Smtp;

internal sealed class QuitCommand : Command
{
    public override CommandRow Row { get; } = new(
        "QUIT", "QUIT", [.. Phases.Any, Phase.Refused],
        new("Ends the session politely.", "礼貌地结束会话。"),
        new("The server answers 221 and closes. An open transaction is discarded; accepted messages are not touched. "
            + "A client must not close without QUIT, and should wait for 221.",
            "服务器回答 221 并关闭连接。未完成的事务被丢弃，已接收的邮件不受影响。客户端不可不发 QUIT 就断开，并应等待 221。"),
        [221, 501], "RFC 5321 §4.1.1.10");

    public override bool EndsGroup => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (session.Conversation.ClientHasClosed()) session.Findings.Report(SessionLint.NoWaitForBye, "the connection was closed before 221 was sent");
        session.End(SessionEnd.Quit);
        return new(Replies.Bye.With(session.Options.HostName));
    }
}
