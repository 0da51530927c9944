using MailSink.Configuration;
using MailSink.Listeners;
using Xunit;

namespace MailSink.Tests;

/// <summary>Starts a sink on free ports that keeps nothing: <c>await using var sink = await TestSink.StartAsync();</c></summary>
internal static class TestSink
{
    public static SinkOptions Options { get; } = new() { SmtpPort = 0, HttpPort = 0, Data = DataPath.Memory };

    public static Task<SinkApplication> StartAsync(Func<SinkOptions, SinkOptions>? change = null) =>
        SinkApplication.StartAsync(change is null ? Options : change(Options), TestContext.Current.CancellationToken);

    /// <summary>Starts one with listeners besides the usual, each as <c>--listen</c> takes it.</summary>
    public static Task<SinkApplication> ListeningAsync(IEnumerable<string> listen, Func<SinkOptions, SinkOptions>? change = null)
    {
        var specs = listen.Select(static text => ListenerSyntax.TryParse(text, out var spec) ? spec : throw new FormatException(text)).ToList();
        return StartAsync(options => change is null ? options with { Listen = specs } : change(options with { Listen = specs }));
    }

    /// <summary>The port that a listener got.</summary>
    public static int PortOf(this SinkApplication sink, string listener) => sink.Listeners.Single(l => l.Name == listener).Port!.Value;

    /// <summary>An HTTP client for it. Host, Origin and the like are the caller's to set.</summary>
    public static HttpClient Http(this SinkApplication sink) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = sink.HttpAddress };
}
