namespace MailSink.Storage.Writer;

internal static partial class WriterLog
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "The store failed; nothing is acknowledged until it could be opened again")]
    public static partial void StoreFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "The store was opened again and takes mail")]
    public static partial void StoreReopened(ILogger logger);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "There is no room for a message: {Reason}")]
    public static partial void StorageFull(ILogger logger, string reason);

    [LoggerMessage(EventId = 103, Level = LogLevel.Error, Message = "A message could not be stored")]
    public static partial void JobFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 104, Level = LogLevel.Error, Message = "{Chore} could not be finished")]
    public static partial void ChoreFailed(ILogger logger, string chore, Exception error);

    [LoggerMessage(EventId = 105, Level = LogLevel.Warning, Message = "A batch of {Count} was rolled back and is tried one by one: {Reason}")]
    public static partial void BatchRolledBack(ILogger logger, int count, string reason);

    [LoggerMessage(EventId = 106, Level = LogLevel.Warning, Message = "A checkpoint failed and is tried again later")]
    public static partial void CheckpointFailed(ILogger logger, Exception error);
}
