using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MailSink.Tests.Listeners;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>Who stands in front of a server and says for whom it speaks: by XCLIENT, and by the PROXY header.</summary>
public sealed class ProxyClientTests
{
    private const string Origin = "--proxy-source 192.0.2.33 --proxy-source-port 4321 --proxy-dest 198.51.100.4 --proxy-dest-port 25";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Swaks_speaks_for_another_by_XCLIENT()
    {
        await using var sink = await TestSink.ListeningAsync(["front=starttls+xclient@127.0.0.1:0"]);

        await SwaksAsync(sink, "front", "--tls --xclient-addr IPV6:2001:db8::7 --xclient-port 4321 --xclient-name mail.real.example --xclient-login fang --xclient-proto ESMTP");

        var client = (await sink.LatestMessageAsync()).GetProperty("client");
        Assert.Equal("2001:db8::7 4321", OriginOf(client));
        Assert.Equal("mail.real.example", client.GetProperty("name").GetString());
        Assert.Equal("fang", client.GetProperty("auth").GetProperty("user").GetString());
        // Both greet again, and TLS stays.
        Assert.StartsWith("TLS 1.", client.GetProperty("tls").GetProperty("protocol").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, (await sink.LatestSessionAsync()).Split('\n').Count(static line => line.StartsWith("C: EHLO ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Swaks_is_not_offered_XCLIENT_where_it_is_not_trusted()
    {
        await using var sink = await TestSink.ListeningAsync(
            ["front=plain+xclient@127.0.0.1:0"], static o => o with { TrustedClients = [IPNetwork.Parse("192.0.2.0/24")] });

        var (code, said) = await Tool.TryAsync("swaks", Arguments(sink, "front", "--xclient-addr 192.0.2.7"));

        Assert.NotEqual(0, code);
        Assert.Contains("did not advertise XCLIENT", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "--proxy-version 1 --proxy-family TCP4")]
    [InlineData("plain", "--proxy-version 2 --proxy-family AF_INET")]
    [InlineData("starttls", "--proxy-version 2 --proxy-family AF_INET --tls")]
    [InlineData("tls", "--proxy-version 1 --proxy-family TCP4 --tls-on-connect")]
    [InlineData("tls", "--proxy-version 2 --proxy-family AF_INET --tls-on-connect")]
    public async Task Swaks_sends_a_PROXY_header_first(string mode, string header)
    {
        await using var sink = await TestSink.ListeningAsync([$"edge={mode}+proxy@127.0.0.1:0"]);

        await SwaksAsync(sink, "edge", $"{header} {Origin}");

        var client = (await sink.LatestMessageAsync()).GetProperty("client");
        Assert.Equal("192.0.2.33 4321", OriginOf(client));
        Assert.Equal(mode != "plain", client.GetProperty("tls").ValueKind == JsonValueKind.Object);
    }

    [Theory]
    [InlineData("plain", "send-proxy", "")]
    [InlineData("plain", "send-proxy-v2 check inter 100 check-send-proxy", "")]
    [InlineData("starttls", "send-proxy-v2 proxy-v2-options crc32c,unique-id,authority", "--tls")]
    [InlineData("tls", "send-proxy", "--tls-on-connect")]
    [InlineData("tls", "send-proxy-v2", "--tls-on-connect")]
    public async Task HAProxy_tells_who_the_client_is(string mode, string server, string client)
    {
        await using var sink = await TestSink.ListeningAsync([$"edge={mode}+proxy@127.0.0.1:0"]);
        using var haproxy = await HaProxy.StartAsync(sink.PortOf("edge"), server);

        await Tool.RunAsync("swaks", Arguments(haproxy.Port, $"{client} --local-interface 127.0.0.5"));

        Assert.StartsWith("127.0.0.5 ", OriginOf((await sink.LatestMessageAsync()).GetProperty("client")), StringComparison.Ordinal);
    }

    private static string OriginOf(JsonElement client) => $"{client.GetProperty("address")} {client.GetProperty("port")}";

    private static Task<string> SwaksAsync(SinkApplication sink, string listener, string options) => Tool.RunAsync("swaks", Arguments(sink, listener, options));

    private static IEnumerable<string> Arguments(SinkApplication sink, string listener, string options) => Arguments(sink.PortOf(listener), options);

    private static IEnumerable<string> Arguments(int port, string options) =>
    [
        "--server", "127.0.0.1", "--port", $"{port}", "--helo", "client.example", "--from", "a@x.example", "--to", "b@y.example",
        .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    ];

    private sealed class HaProxy : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly Process _process;

        private HaProxy(int port, int behind, string server)
        {
            Port = port;
            var configuration = _folder.Write("haproxy.cfg", $"""
                defaults
                  mode tcp
                  timeout connect 10s
                  timeout client 60s
                  timeout server 60s
                listen smtp
                  bind 127.0.0.1:{port}
                  unique-id-format %[uuid()]
                  server mailsink 127.0.0.1:{behind} {server}

                """);
            // In the foreground, so that it ends with the test.
            _process = Process.Start(new ProcessStartInfo("haproxy", ["-db", "-q", "-f", configuration]))!;
        }

        public int Port { get; }

        public static async Task<HaProxy> StartAsync(int behind, string server)
        {
            Assert.SkipUnless(Tool.Find("haproxy") is not null, "haproxy is not installed.");
            var haproxy = new HaProxy(FreePort(), behind, server);
            while (!await haproxy.GreetsAsync()) await Task.Delay(50, Stop);
            return haproxy;
        }

        public void Dispose()
        {
            if (!_process.HasExited) _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            _folder.Dispose();
        }

        /// <summary>It has no way to say which port it got, so it is told one that was free a moment ago.</summary>
        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private async Task<bool> GreetsAsync()
        {
            Assert.False(_process.HasExited, "haproxy did not start.");
            try
            {
                await using var wire = await Wire.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Port));
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
