using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MailSink.Configuration;
using Xunit;

namespace MailSink.Tests.Listeners;

/// <summary>Listeners beyond the plain port, on real sockets.</summary>
public sealed class MoreListenersTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_start_says_what_it_listens_on_and_so_does_the_api()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "lmtp.sock");
        await using var sink = await StartAsync($"lmtp@unix:{path}", "mx=plain+strict@127.0.0.1:0");

        using var http = sink.Http();
        var listeners = (await http.GetFromJsonAsync<JsonElement>("rest/v1/info", Stop)).GetProperty("listeners").EnumerateArray()
            .ToDictionary(static l => l.GetProperty("name").GetString()!);

        Assert.Equal(["http", "lmtp", "mx", "smtp", "smtps", "starttls"], listeners.Keys.Order());
        Assert.Equal("starttls", listeners["starttls"].GetProperty("tls").GetString());
        Assert.Equal("implicit", listeners["smtps"].GetProperty("tls").GetString());
        Assert.Equal(path, listeners["lmtp"].GetProperty("path").GetString());
        Assert.InRange(listeners["mx"].GetProperty("port").GetInt32(), 1, 65535);
        Assert.True((await http.GetAsync("readyz", Stop)).IsSuccessStatusCode);
        var banner = new StringWriter();
        await Banner.WriteAsync(banner, sink);
        Assert.Contains($"LMTP     lmtp+unix:{path}", banner.ToString(), StringComparison.Ordinal);
        Assert.Contains("SMTPS    smtps://127.0.0.1:", banner.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_listener_has_its_own_way_and_its_own_name()
    {
        await using var sink = await StartAsync("mx=plain+strict@127.0.0.1:0", "sub=plain+auth@127.0.0.1:0", "lmtp@127.0.0.1:0");

        await using (var strict = await ConnectAsync(sink, "mx"))
            Assert.StartsWith("503 ", await strict.AskAsync("MAIL FROM:<a@x.example>"), StringComparison.Ordinal);
        await using (var plain = await ConnectAsync(sink, "smtp"))
            Assert.StartsWith("250 ", await plain.AskAsync("MAIL FROM:<a@x.example>"), StringComparison.Ordinal);
        await using (var submission = await ConnectAsync(sink, "sub"))
        {
            await submission.AskAsync("EHLO c.example");
            Assert.StartsWith("530 5.7.0 ", await submission.AskAsync("MAIL FROM:<a@x.example>"), StringComparison.Ordinal);
        }

        await using var lmtp = await ConnectAsync(sink, "lmtp");
        Assert.StartsWith("250 ", await lmtp.AskAsync("LHLO c.example"), StringComparison.Ordinal);
        using var http = sink.Http();
        var session = (await http.GetFromJsonAsync<JsonElement>("rest/v1/sessions?limit=1", Stop)).GetProperty("items")[0];
        Assert.Equal("lmtp", session.GetProperty("listener").GetString());
    }

    [Fact]
    public async Task A_unix_socket_is_its_owners_alone_and_goes_with_the_sink()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mail.sock");
        await using (await StartAsync($"u=plain@unix:{path}"))
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), Stop);
            using var reader = new StreamReader(new NetworkStream(socket));
            Assert.StartsWith("220 ", await reader.ReadLineAsync(Stop), StringComparison.Ordinal);
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_socket_that_a_killed_instance_left_is_replaced()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mail.sock");
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, path + ".kept");
        }

        File.Move(path + ".kept", path);
        await using var sink = await StartAsync($"u=plain@unix:{path}");
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task A_socket_somebody_listens_on_and_a_file_that_is_none_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mail.sock");
        await using (await StartAsync($"u=plain@unix:{path}"))
        {
            var inUse = await Assert.ThrowsAsync<StartupException>(() => StartAsync($"u=plain@unix:{path}"));
            Assert.Contains("another program listens", inUse.Message, StringComparison.Ordinal);
        }

        var file = folder.Write("precious", "text");
        var refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync($"u=plain@unix:{file}"));
        Assert.Contains("no socket", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("text", await File.ReadAllTextAsync(file, Stop));
        refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync($"u=plain@unix:{folder.Path}"));
        Assert.Contains("a folder of that name", refusal.Message, StringComparison.Ordinal);
        refusal = await Assert.ThrowsAsync<StartupException>(() => StartAsync($"u=plain@unix:{Path.Combine(folder.Path, "none", "s")}"));
        Assert.Contains("no folder", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxy_says_who_the_client_is(bool inPieces)
    {
        await using var sink = await StartAsync("edge=plain+proxy@127.0.0.1:0");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, sink.PortOf("edge"), Stop);
        client.NoDelay = true;
        var stream = client.GetStream();
        var header = "PROXY TCP4 192.0.2.7 198.51.100.2 4711 25\r\nEHLO c.example\r\n"u8.ToArray();
        if (inPieces)
            foreach (var octet in header) await stream.WriteAsync(new[] { octet }, Stop);
        else
            await stream.WriteAsync(header, Stop);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith("220 ", await reader.ReadLineAsync(Stop), StringComparison.Ordinal);
        Assert.StartsWith("250-", await reader.ReadLineAsync(Stop), StringComparison.Ordinal);
        using var http = sink.Http();
        var session = (await http.GetFromJsonAsync<JsonElement>("rest/v1/sessions?limit=1", Stop)).GetProperty("items")[0];
        Assert.Equal("192.0.2.7", session.GetProperty("client").GetProperty("address").GetString());
        Assert.Equal(4711, session.GetProperty("client").GetProperty("port").GetInt32());
    }

    [Fact]
    public async Task Whoever_is_no_trusted_proxy_is_closed_without_a_word()
    {
        await using var sink = await TestSink.ListeningAsync(["edge=plain+proxy@127.0.0.1:0"], o => o with { TrustedClients = [IPNetwork.Parse("192.0.2.0/24")] });
        Assert.Equal("", await SayAsync(sink, "edge", "PROXY TCP4 192.0.2.7 198.51.100.2 4711 25\r\n"));
    }

    [Fact]
    public async Task A_malformed_proxy_header_is_closed_without_a_word()
    {
        await using var sink = await StartAsync("edge=plain+proxy@127.0.0.1:0");
        Assert.Equal("", await SayAsync(sink, "edge", "EHLO c.example\r\n"));
    }

    [Fact]
    public async Task The_plain_port_knows_no_proxy_header()
    {
        await using var sink = await StartAsync();
        Assert.Contains("500 ", await SayAsync(sink, "smtp", "PROXY TCP4 192.0.2.7 198.51.100.2 4711 25\r\nQUIT\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xclient_is_offered_where_it_is_asked_for_alone()
    {
        await using var sink = await StartAsync("front=plain+xclient@127.0.0.1:0");
        Assert.Contains("XCLIENT NAME ADDR", await SayAsync(sink, "front", "EHLO c.example\r\nQUIT\r\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("XCLIENT", await SayAsync(sink, "smtp", "EHLO c.example\r\nQUIT\r\n"), StringComparison.Ordinal);
    }

    private static Task<SinkApplication> StartAsync(params string[] listen) => TestSink.ListeningAsync(listen);

    private static async Task<Wire> ConnectAsync(SinkApplication sink, string name)
    {
        var wire = await Wire.ConnectAsync(new IPEndPoint(IPAddress.Loopback, sink.PortOf(name)));
        await wire.ReadLineAsync();
        return wire;
    }

    /// <summary>Sends and reads to the end.</summary>
    private static async Task<string> SayAsync(SinkApplication sink, string name, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, sink.PortOf(name), Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Stop);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync(Stop);
    }
}
