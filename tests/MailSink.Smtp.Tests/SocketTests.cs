using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>The same session over a real socket: what in-memory pipes cannot show.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task A_message_goes_through_a_socket_and_the_last_reply_arrives_before_the_end()
    {
        await using var wire = await Wire.OpenAsync(new SmtpOptions());
        var said = await wire.ConverseAsync(
            "EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nhello\r\n.\r\nQUIT\r\n");
        Assert.EndsWith("250 2.0.0 Ok: queued as m1\r\n221 2.0.0 localhost closing connection\r\n", said, StringComparison.Ordinal);
        Assert.Equal("hello\r\n", Assert.Single(wire.Host.Messages).Text);
    }

    [Fact]
    public async Task A_client_that_resets_the_connection_ends_its_session_without_an_exception()
    {
        await using var wire = await Wire.OpenAsync(new SmtpOptions());
        await wire.SendAsync("EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\nhalf");
        wire.Reset();
        await wire.EndAsync();
        Assert.Equal(SessionEnd.Client, wire.Host.Ended);
        Assert.Equal(0, wire.Host.OpenContents);
    }

    [Fact]
    public async Task The_heartbeat_ends_a_silent_session_on_a_socket()
    {
        var time = new ManualTime();
        await using var wire = await Wire.OpenAsync(new SmtpOptions(), time);
        var reading = wire.ConverseAsync("");
        while (!wire.Run.IsCompleted)
        {
            time.Pass(TimeSpan.FromMinutes(6));
            wire.Session.Tick();
            await Task.Yield();
        }

        await wire.EndAsync();
        Assert.Contains("421 4.4.2 ", await reading, StringComparison.Ordinal);
    }

    private sealed class Wire : IDuplexPipe, IAsyncDisposable
    {
        private readonly Socket server;
        private readonly Socket client;

        private Wire(Socket server, Socket client, SmtpOptions options, TimeProvider time)
        {
            (this.server, this.client) = (server, client);
            var stream = new NetworkStream(server);
            (Input, Output) = (PipeReader.Create(stream), PipeWriter.Create(stream));
            Session = new SmtpSession(this, options, Host, new SessionStatus { Listener = "test", StartedAt = time.GetUtcNow() }, time);
            Run = RunAsync();
        }

        public PipeReader Input { get; }

        public PipeWriter Output { get; }

        public MemoryHost Host { get; } = new();

        public SmtpSession Session { get; }

        public Task Run { get; }

        public static async Task<Wire> OpenAsync(SmtpOptions options, TimeProvider? time = null)
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(listener.LocalEndPoint!);
            return new Wire(await listener.AcceptAsync(), client, options, time ?? TimeProvider.System);
        }

        public async Task SendAsync(string text) => await client.SendAsync(Encoding.Latin1.GetBytes(text));

        /// <summary>Sends, and reads until the server closes.</summary>
        public async Task<string> ConverseAsync(string text)
        {
            await SendAsync(text);
            using var reader = new StreamReader(new NetworkStream(client), Encoding.Latin1);
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        public void Reset() => client.Close(0);

        public Task EndAsync() => Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await EndAsync();
        }

        private async Task RunAsync()
        {
            await Session.RunAsync();
            server.Dispose();
        }
    }
}
