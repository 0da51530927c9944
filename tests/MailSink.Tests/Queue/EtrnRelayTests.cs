using MailSink.Queue;
using MailSink.Smtp;
using MailSink.Tests.Clients;
using Xunit;
using static MailSink.Tests.Queue.QueueWire;

namespace MailSink.Tests.Queue;

/// <summary>Where ETRN's deliveries go and how: as it is written, and over real sockets.</summary>
public sealed class EtrnRelayTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("example.org=127.0.0.1:2525", "127.0.0.1", 2525, ClientTlsMode.None, null)]
    [InlineData("@example.org=smtp://mail.example.org:25", "mail.example.org", 25, ClientTlsMode.None, null)]
    [InlineData("#all=starttls://[::1]:587", "::1", 587, ClientTlsMode.StartTls, null)]
    [InlineData("example.org=SMTPS://joe%40example.org:a@b=c@mail.example.org:465", "mail.example.org", 465, ClientTlsMode.Implicit, "joe@example.org")]
    public void It_is_read(string text, string host, int port, ClientTlsMode tls, string? user)
    {
        Assert.True(EtrnRelay.TryParse(text, out var relay));
        Assert.Equal((host, port, tls, user), (relay.Host, relay.Port, relay.Tls, relay.Credentials?.User));
    }

    [Theory]
    [InlineData("127.0.0.1:2525")]
    [InlineData("example.org=127.0.0.1")]
    [InlineData("example.org=127.0.0.1:0")]
    [InlineData("example.org=::1:25")]
    [InlineData("example.org=http://127.0.0.1:25")]
    [InlineData("example.org=://127.0.0.1:25")]
    [InlineData("example.org=joe@127.0.0.1:25")]
    [InlineData("example.org=:secret@127.0.0.1:25")]
    [InlineData("example.org=joe:@127.0.0.1:25")]
    public void It_is_not_read(string text) => Assert.False(EtrnRelay.TryParse(text, out _));

    [Fact]
    public async Task A_password_in_one_that_cannot_be_read_is_not_repeated()
    {
        var (code, _, errors) = await SinkProcess.RunAsync(["--data", ":memory:", "--etrn-relay", "example.org=https://joe:tiger-4711@127.0.0.1:25"]);

        Assert.NotEqual(0, code);
        Assert.Contains("--etrn-relay", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("tiger", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("smtps")]
    public async Task ETRN_delivers_inside_TLS_and_logs_in_where_the_relay_says_so(string scheme)
    {
        await using var customer = await TestSink.StartAsync(options => options with { RequireAuth = true, SmtpUsers = [SmtpUser.Create("joe", "to,p s:cret", [])!] });
        using var folder = new TemporaryFolder();
        using var http = customer.Http();
        var authority = folder.Write("ca.pem", await http.GetStringAsync("rest/v1/tls/ca.pem", Stop));
        await using var sink = SinkProcess.Start(
            [
                "--data", ":memory:", "--smtp-port", "0", "--http-port", "0",
                "--etrn-relay", $"example.org={scheme}://joe:to%2Cp%20s%3Acret@localhost:{customer.PortOf(scheme)}",
            ],
            new Dictionary<string, string?> { ["SSL_CERT_FILE"] = authority });
        await sink.StartedAsync();
        await CaptureAsync(sink.SmtpPort, "a@example.org");

        await using var wire = await LoginAsync(sink.SmtpPort);
        Assert.StartsWith("253 ", await wire.AskAsync("ETRN example.org"), StringComparison.Ordinal);

        var client = (await customer.ArrivedAsync("joe@sender.example")).GetProperty("client");
        Assert.Equal("joe", client.GetProperty("auth").GetProperty("user").GetString());
        Assert.Equal("localhost", client.GetProperty("tls").GetProperty("serverName").GetString());
    }

    [Fact]
    public async Task ETRN_sends_nothing_where_the_certificate_cannot_be_verified()
    {
        await using var customer = await TestSink.StartAsync();
        Assert.True(EtrnRelay.TryParse($"example.org=starttls://joe:secret@127.0.0.1:{customer.PortOf("starttls")}", out var relay));
        await using var sink = await TestSink.StartAsync(options => options with { EtrnRelays = [relay] });
        await CaptureAsync(sink, "a@example.org");

        await using var wire = await LoginAsync(sink);
        Assert.StartsWith("253 ", await wire.AskAsync("ETRN example.org"), StringComparison.Ordinal);

        using var http = sink.Http();
        await UntilAsync(async () => (await http.GetStringAsync("rest/v1/sessions?live=false", Stop)).Contains("\"listener\":\"etrn\"", StringComparison.Ordinal));
        Assert.Equal("a@example.org queued", Text((await sink.LatestMessageAsync()).GetProperty("handover")[0]));
        using var there = customer.Http();
        Assert.DoesNotContain("joe", await there.GetStringAsync("rest/v1/sessions", Stop), StringComparison.Ordinal);
    }
}
