using MailSink.Queue;
using MailSink.Tests.Listeners;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>fetchmail asks a sink for the mail of a domain, and gives what comes to another one.</summary>
public sealed class FetchmailTests
{
    [Fact]
    public async Task Fetchmail_fetches_by_ODMR()
    {
        await using var provider = await TestSink.StartAsync();
        await using var customer = await TestSink.StartAsync();
        await CaptureAsync(provider);

        await RunAsync($"""
            poll 127.0.0.1 protocol ODMR port {provider.SmtpPort} user "joe" password "secret" fetchdomains example.org smtphost "127.0.0.1/{customer.SmtpPort}"
            """);

        Assert.Equal(await provider.LatestAsync(), await customer.ArrivedAsync());
        Assert.Equal("delivered", await StateAsync(provider));
        Assert.Contains("AUTH CRAM-MD5", await SessionsAsync(provider), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetchmail_starts_a_delivery_by_ETRN()
    {
        await using var customer = await TestSink.StartAsync();
        Assert.True(EtrnRelay.TryParse($"example.org=127.0.0.1:{customer.SmtpPort}", out var relay));
        await using var provider = await TestSink.StartAsync(options => options with { EtrnRelays = [relay] });
        await CaptureAsync(provider);

        await RunAsync($"""
            poll 127.0.0.1 protocol ETRN port {provider.SmtpPort} fetchdomains example.org smtphost example.org
            """);

        Assert.Equal(await provider.LatestAsync(), await customer.ArrivedAsync());
    }

    private static async Task CaptureAsync(SinkApplication sink)
    {
        await using var wire = await Wire.ConnectAsync(sink);
        await wire.ReadLineAsync();
        foreach (var line in (string[])["EHLO client.example.com", "MAIL FROM:<joe@sender.example>", "RCPT TO:<a@example.org>", "DATA"]) await wire.AskAsync(line);
        await wire.AskAsync("From: joe@sender.example\r\nTo: a@example.org\r\nSubject: held\r\n\r\n..dot\r\n.");
        await wire.AskAsync("QUIT");
    }

    private static async Task RunAsync(string configuration)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "fetchmailrc");
        await File.WriteAllTextAsync(file, configuration + "\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var environment = new Dictionary<string, string> { ["FETCHMAILHOME"] = folder.Path };
        var (code, output) = await Tool.TryAsync("fetchmail", ["-f", file, "--nodetach", "-v"], environment: environment);
        // 1 means that there was nothing fetchmail itself counted as mail.
        Assert.True(code is 0 or 1, $"fetchmail ended with {code}: {output}");
    }

    private static async Task<string?> StateAsync(SinkApplication sink) =>
        (await sink.LatestMessageAsync()).GetProperty("handover")[0].GetProperty("state").GetString();

    private static async Task<string> SessionsAsync(SinkApplication sink)
    {
        using var http = sink.Http();
        using var list = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync("rest/v1/sessions?limit=1", TestContext.Current.CancellationToken));
        var id = list.RootElement.GetProperty("items")[0].GetProperty("id").GetString();
        return await http.GetStringAsync($"rest/v1/sessions/{id}/transcript", TestContext.Current.CancellationToken);
    }
}
