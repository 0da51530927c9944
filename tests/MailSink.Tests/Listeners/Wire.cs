using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace MailSink.Tests.Listeners;

/// <summary>A client that says exactly what a test tells it to.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private Wire(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
        _reader = new StreamReader(_stream, Encoding.Latin1);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<Wire> ConnectAsync(SinkApplication sink) => ConnectAsync(new IPEndPoint(IPAddress.Loopback, sink.SmtpPort!.Value));

    public static async Task<Wire> ConnectAsync(IPEndPoint address)
    {
        var client = new TcpClient(address.AddressFamily);
        await client.ConnectAsync(address, Stop);
        return new Wire(client);
    }

    /// <summary>Connects again and again until it is not turned away.</summary>
    public static async Task<Wire> ConnectUntilGreetedAsync(SinkApplication sink)
    {
        while (true)
        {
            var wire = await ConnectAsync(sink);
            if ((await wire.ReadLineAsync())?.StartsWith("220 ", StringComparison.Ordinal) == true) return wire;
            await wire.DisposeAsync();
        }
    }

    public async Task SayAsync(string line) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), Stop);

    /// <summary>The next line, or null when the server has closed in order.</summary>
    public async Task<string?> ReadLineAsync() => await _reader.ReadLineAsync(Stop);

    public async Task<string> ReadToEndAsync() => await _reader.ReadToEndAsync(Stop);

    /// <summary>Says a line and reads its reply, all lines of it.</summary>
    public async Task<string> AskAsync(string line)
    {
        await SayAsync(line);
        while (true)
        {
            var reply = await ReadLineAsync() ?? throw new IOException($"Closed instead of an answer to {line}.");
            if (reply.Length < 4 || reply[3] != '-') return reply;
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _client.Dispose();
        return default;
    }
}
