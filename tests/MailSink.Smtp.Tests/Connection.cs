using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>
/// A client connected to a session by two pipes. Everything runs on the caller's thread: when <see cref="SendAsync(string)"/>
/// returns, the session has done all it could do with the octets.
/// </summary>
internal sealed class Connection : IDuplexPipe
{
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false);

    private readonly Pipe toServer = new(Inline);
    private readonly Pipe toClient = new(Inline);
    private readonly StringBuilder received = new();

    public Connection(MemoryHost host, SmtpOptions? options = null, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Host = host;
        Status = new SessionStatus { Listener = "test", StartedAt = time.GetUtcNow() };
        Session = new SmtpSession(this, options ?? new SmtpOptions { HostName = "sink.test" }, host, Status, time);
        Run = Session.RunAsync();
    }

    public MemoryHost Host { get; }

    public SessionStatus Status { get; }

    public SmtpSession Session { get; }

    public Task Run { get; }

    /// <summary>Flushes with output the session has made.</summary>
    public int Writes { get; private set; }

    PipeReader IDuplexPipe.Input => toServer.Reader;

    PipeWriter IDuplexPipe.Output => toClient.Writer;

    public static byte[] Octets(string latin1) => Encoding.Latin1.GetBytes(latin1);

    public Task SendAsync(string latin1) => SendAsync(Octets(latin1));

    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        if (!Run.IsCompleted) await toServer.Writer.WriteAsync(octets, TestContext.Current.CancellationToken);
        Collect();
    }

    /// <summary>Sends and gives everything the server said since the last call.</summary>
    public async Task<string> AskAsync(string latin1)
    {
        await SendAsync(latin1);
        return Take();
    }

    /// <summary>Everything the server said since the last call.</summary>
    public string Take()
    {
        Collect();
        var text = received.ToString();
        received.Clear();
        return text;
    }

    /// <summary>Closes the client's side and waits for the session's end.</summary>
    public async Task CloseAsync()
    {
        await toServer.Writer.CompleteAsync();
        await Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Collect();
    }

    private void Collect()
    {
        while (toClient.Reader.TryRead(out var result))
        {
            if (result.Buffer.IsEmpty) break;
            Writes++;
            received.Append(Encoding.Latin1.GetString(result.Buffer));
            toClient.Reader.AdvanceTo(result.Buffer.End);
        }
    }
}

/// <summary>Octets written as text: <c>\r \n \0 \t \\ \xHH</c>, and <c>\{N*text}</c> for N times the text.</summary>
internal static class Escaped
{
    public static string Decode(string text)
    {
        // A script is UTF-8; what is not ASCII goes onto the wire as its octets.
        text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                decoded.Append(text[i]);
                continue;
            }

            switch (text[++i])
            {
                case 'r': decoded.Append('\r'); break;
                case 'n': decoded.Append('\n'); break;
                case 't': decoded.Append('\t'); break;
                case '0': decoded.Append('\0'); break;
                case '\\': decoded.Append('\\'); break;
                case 'x':
                    decoded.Append((char)Convert.ToByte(text.Substring(i + 1, 2), 16));
                    i += 2;
                    break;
                case '{':
                    var end = text.IndexOf('}', i);
                    var parts = text[(i + 1)..end].Split('*', 2);
                    for (var n = int.Parse(parts[0], CultureInfo.InvariantCulture); n > 0; n--) decoded.Append(parts[1]);
                    i = end;
                    break;
                default: throw new FormatException($"\\{text[i]} in: {text}");
            }
        }

        return decoded.ToString();
    }
}
