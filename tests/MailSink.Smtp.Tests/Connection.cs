using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>
/// A client connected to a session by two pipes. Everything runs on the caller's thread: when <see cref="SendAsync(string)"/>
/// returns, the session has done all it could do with the octets.
/// </summary>
internal sealed partial class Connection : IDuplexPipe
{
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline,
        pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false);

    private readonly Pipe toServer = new(Inline);
    private readonly Pipe toClient = new(Inline);
    private readonly StringBuilder received = new();

    private readonly CountingWriter output;
    private readonly bool collects;

    /// <param name="host">Takes what the session gives.</param>
    /// <param name="options">The listener's knobs.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="collects">False for a client that never takes a reply.</param>
    /// <param name="early">What the client sends before the session begins.</param>
    /// <param name="isOneTooMany">There is no room for it.</param>
    /// <param name="peer">Its address, where it has one.</param>
    /// <param name="proxied">The address a PROXY header gave for it.</param>
    public Connection(
        MemoryHost host, SmtpOptions? options = null, TimeProvider? time = null, bool collects = true, bool isOneTooMany = false,
        System.Net.IPEndPoint? peer = null, System.Net.IPEndPoint? proxied = null, string early = "")
    {
        this.collects = collects;
        output = new CountingWriter(toClient.Writer);
        time ??= TimeProvider.System;
        Host = host;
        Status = new SessionStatus { Listener = "test", StartedAt = time.GetUtcNow(), Remote = proxied ?? peer, Peer = peer, Proxied = proxied };
        Session = new SmtpSession(this, options ?? new SmtpOptions { HostName = "sink.test" }, host, Status, time) { IsOneTooMany = isOneTooMany };
        toServer.Writer.Write(Octets(early));
        var sending = early.Length > 0 ? toServer.Writer.FlushAsync(TestContext.Current.CancellationToken) : default;
        Assert.True(sending.IsCompleted);
        Run = Session.RunAsync();
    }

    public MemoryHost Host { get; }

    public SessionStatus Status { get; }

    public SmtpSession Session { get; }

    public Task Run { get; }

    /// <summary>Writes the session has made: each is one segment on a real wire.</summary>
    public int Writes => output.Flushes;

    PipeReader IDuplexPipe.Input => toServer.Reader;

    PipeWriter IDuplexPipe.Output => output;

    public static byte[] Octets(string latin1) => Encoding.Latin1.GetBytes(latin1);

    public Task SendAsync(string latin1) => SendAsync(Octets(latin1));

    public async Task SendAsync(ReadOnlyMemory<byte> octets)
    {
        if (!Run.IsCompleted) await WriteAsync(octets);
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
        while (collects && tls is null && toClient.Reader.TryRead(out var result))
        {
            if (result.Buffer.IsEmpty) break;
            received.Append(Encoding.Latin1.GetString(result.Buffer));
            toClient.Reader.AdvanceTo(result.Buffer.End);
        }
    }
}

/// <summary>Passes everything on and counts the flushes.</summary>
internal sealed class CountingWriter(PipeWriter inner) : PipeWriter
{
    public int Flushes { get; private set; }

    public override void Advance(int bytes) => inner.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Flushes++;
        return inner.FlushAsync(cancellationToken);
    }
}
