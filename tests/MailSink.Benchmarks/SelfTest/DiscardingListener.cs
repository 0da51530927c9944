using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailSink.Benchmarks.SelfTest;

/// <summary>
/// The least SMTP receiver that can count: it keeps the number of messages and their octets. Written to be read at a glance and with
/// nothing in common with the server, so that both ends of the self-test cannot share a fault.
/// </summary>
internal sealed class DiscardingListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public DiscardingListener() => _listener.Start();

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public int Messages { get; private set; }

    public long Octets { get; private set; }

    /// <summary>Subjects seen, to tell whether any message came twice.</summary>
    public HashSet<string> Subjects { get; } = [];

    /// <summary>Serves connections one after the other's lines, until it is disposed.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        var clients = new List<Task>();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false), cancellationToken));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(clients).ConfigureAwait(false);
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var own = client;
        // Latin-1: one character per octet, so that characters can be counted as octets.
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220-two lines\r\n220 ready".AsMemory(), cancellationToken).ConfigureAwait(false);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            var verb = line.Split(' ')[0];
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on".AsMemory(), cancellationToken).ConfigureAwait(false);
                Count(await ReadDataAsync(reader, cancellationToken).ConfigureAwait(false));
            }
            else if (verb == "BDAT")
            {
                var mail = new char[int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)];
                await reader.ReadBlockAsync(mail, cancellationToken).ConfigureAwait(false);
                Count(new string(mail));
            }

            var reply = verb == "EHLO" ? "250-hello\r\n250 PIPELINING" : "250 done";
            await writer.WriteLineAsync(reply.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (verb == "QUIT") return;
        }
    }

    private static async Task<string> ReadDataAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line && line != ".")
        {
            mail.Append(line).Append("\r\n");
        }

        return mail.ToString();
    }

    private void Count(string mail)
    {
        lock (Subjects)
        {
            Messages++;
            Octets += mail.Length;
            Subjects.Add(mail.Split("\r\n").First(l => l.StartsWith("Subject: ", StringComparison.Ordinal)));
        }
    }
}
