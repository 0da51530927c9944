namespace MailSink.Listeners;

internal static partial class ListenerLog
{
    [LoggerMessage(EventId = 120, Level = LogLevel.Error, Message = "A session ended by a fault of ours")]
    public static partial void SessionFailed(ILogger logger, Exception error);
}
