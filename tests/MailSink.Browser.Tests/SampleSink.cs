using System.Text.Json.Nodes;

namespace MailSink.Browser.Tests;

/// <summary>A sink full of samples, for all tests that only look.</summary>
public sealed class SampleSink : IAsyncLifetime
{
    private SinkApplication? _sink;

    public Uri HttpAddress => _sink!.HttpAddress;

    /// <summary>Identifier of a message with HTML, text and an attachment.</summary>
    public string Message { get; private set; } = "";

    /// <summary>Identifier of a session that made mistakes.</summary>
    public string Session { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _sink = await Sink.StartAsync();
        await Samples.SendAsync(_sink);
        using var http = new HttpClient { BaseAddress = HttpAddress };
        Message = await FindAsync(http, "rest/v1/messages", _ => true);
        Session = await FindAsync(http, "rest/v1/sessions", session => (string?)session["client"]!["helo"] == "10.0.4.88");
    }

    public async ValueTask DisposeAsync()
    {
        if (_sink is not null) await _sink.DisposeAsync();
    }

    private static async Task<string> FindAsync(HttpClient http, string path, Func<JsonNode, bool> isWanted) =>
        (string)JsonNode.Parse(await http.GetStringAsync(path))!["items"]!.AsArray().First(item => isWanted(item!))!["id"]!;
}
