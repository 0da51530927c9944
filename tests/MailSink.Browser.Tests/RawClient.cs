using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailSink.Browser.Tests;

/// <summary>A human at telnet: writes a line, reads a reply.</summary>
public sealed class RawClient : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private StreamReader _reader = null!;

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._client.ConnectAsync(IPAddress.Loopback, port);
        client._reader = new StreamReader(client._client.GetStream(), Encoding.UTF8);
        await client.ReadReplyAsync();
        return client;
    }

    /// <summary>Sends a line and reads the reply to it.</summary>
    public async Task<string> SayAsync(string line)
    {
        await WriteAsync(line);
        return await ReadReplyAsync();
    }

    /// <summary>Sends a line that gets no reply.</summary>
    public async Task WriteAsync(string line) =>
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), TestContext.Current.CancellationToken);

    private async Task<string> ReadReplyAsync()
    {
        var reply = new StringBuilder();
        while (await _reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            reply.AppendLine(line);
            if (line.Length < 4 || line[3] != '-') break;
        }

        return reply.ToString();
    }

    public void Dispose() => _client.Dispose();
}
