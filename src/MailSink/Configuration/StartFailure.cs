namespace MailSink.Configuration;

/// <summary>Turns what starting may throw into one line for the operator.</summary>
internal static class StartFailure
{
    /// <summary>The line, or null when the exception is a fault of ours that deserves its stack trace.</summary>
    public static string? Explain(Exception exception, SinkOptions options) => exception switch
    {
        StartupException => exception.Message,
        AggregateException { InnerException: { } inner } => Explain(inner, options),
        UnauthorizedAccessException or IOException => $"{exception.Message.TrimEnd('.')}. Mail is kept in {options.Data}; say otherwise with --data DIR.",
        _ => null,
    };
}
