using MailSink.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace MailSink.Logging;

/// <summary>Logs go to standard error, a line each; standard output is for what the program says to its operator.</summary>
internal static class LoggingServices
{
    public static void AddLineLogging(this WebApplicationBuilder builder, SinkOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(options.LogLevel);
        builder.Logging.AddConsole(static console =>
        {
            console.FormatterName = LineFormatter.FormatName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();

        // A client's mistake is not our error, and a bind failure is told in one line by the program itself.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (options.LogLevel <= LogLevel.Debug) return;

        // Warns that the keys in our own 0700 folder are not encrypted once more, each time it makes one.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", Quieter(options.LogLevel, LogLevel.Error));
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", Quieter(options.LogLevel, LogLevel.Error));
        builder.Logging.AddFilter("Microsoft.AspNetCore", Quieter(options.LogLevel, LogLevel.Warning));
    }

    private static LogLevel Quieter(LogLevel chosen, LogLevel atLeast) => chosen > atLeast ? chosen : atLeast;
}
