using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace MailSink.Configuration;

/// <summary>Turns what starting may throw into one line for the operator.</summary>
internal static class StartFailure
{
    /// <summary>The line, or null when the exception is a fault of ours that deserves its stack trace.</summary>
    public static string? Explain(Exception exception, SinkOptions options) => exception switch
    {
        StartupException => exception.Message,
        AggregateException { InnerException: { } inner } => Explain(inner, options),
        IOException { InnerException: AddressInUseException or SocketException } => $"{exception.Message.TrimEnd('.')}. {PortAdvice(exception.Message, options)}",
        AddressInUseException or SocketException => $"{exception.Message.TrimEnd('.')}. {PortAdvice(exception.Message, options)}",
        UnauthorizedAccessException or IOException => $"{exception.Message.TrimEnd('.')}. Mail is kept in {options.Data}; say otherwise with --data DIR.",
        _ => null,
    };

    private static string PortAdvice(string message, SinkOptions options)
    {
        string[] names = [.. Named("--smtp-port", options.SmtpPort), .. Named("--http-port", options.HttpPort)];
        return names.Length == 1 ? $"Choose another port with {names[0]} N, or 0 for any free one." : "Choose other ports or addresses.";

        IEnumerable<string> Named(string option, int? port) =>
            port is > 0 && message.Contains($":{port}", StringComparison.Ordinal) ? [option] : [];
    }
}
