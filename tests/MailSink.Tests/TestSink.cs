using MailSink.Configuration;
using Xunit;

namespace MailSink.Tests;

/// <summary>Starts a sink on free ports that keeps nothing: <c>await using var sink = await TestSink.StartAsync();</c></summary>
internal static class TestSink
{
    public static SinkOptions Options { get; } = new() { SmtpPort = 0, HttpPort = 0, Data = DataPath.Memory };

    public static Task<SinkApplication> StartAsync(Func<SinkOptions, SinkOptions>? change = null) =>
        SinkApplication.StartAsync(change is null ? Options : change(Options), TestContext.Current.CancellationToken);

    /// <summary>An HTTP client for it. Host, Origin and the like are the caller's to set.</summary>
    public static HttpClient Http(this SinkApplication sink) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = sink.HttpAddress };
}
