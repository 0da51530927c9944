using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace MailSink.Smtp;

/// <summary>
/// The door: every octet from and to the client passes here, and whatever passes is in the transcript, with secrets already
/// replaced. Replies are gathered and leave in one write when the client has to be waited for.
/// </summary>
internal sealed partial class Conversation(
    IDuplexPipe transport, SmtpOptions options, ISessionHost host, SessionStatus status, SessionClock clock)
{
    /// <summary>Gathered output that is sent even though more commands wait, so that a flood of them costs no memory.</summary>
    private const int LargestGroup = 8 * 1024;

    // Both change when TLS begins, while another thread may want to wake them.
    private volatile Inbound inbound = new(transport.Input);
    private volatile ReplyWriter replies = new(transport.Output);
    private readonly Transcript transcript = new(host, clock);
    private readonly LineReader lines = new();

    /// <summary>The line last read, without its end.</summary>
    public ReadOnlyMemory<byte> Line => lines.Line;

    /// <summary>Length of the line last read, with its end.</summary>
    public long LineOctets => lines.Octets;

    /// <summary>The line last read ended with CRLF.</summary>
    public bool LineEndedWithCrlf => lines.EndedWithCrlf;

    /// <summary>What has passed.</summary>
    public Transcript Transcript => transcript;

    /// <summary>The client has sent more than what was read so far.</summary>
    public bool HasMore => !inbound.Held.IsEmpty;

    /// <summary>The client takes no output and the time for that ran out: nothing can be said any more.</summary>
    public bool IsBlocked => replies.GaveUp;

    /// <summary>A refused AUTH may be followed by its secrets as if they were commands: unknown words are hidden until a known one.</summary>
    public bool SecretsMayFollow { get; set; }

    /// <summary>Reads a command line and knows its verb.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<(Heard Heard, Command? Command)> ReadCommandAsync()
    {
        transcript.Verb = null;
        var limit = Math.Max(options.MaxAuthLine, Math.Max(options.MaxPathLine, options.MaxCommandLine));
        var heard = await ReadAsync(limit, Waiting.ForCommand);
        var command = CommandTable.Find(Line.Span);
        transcript.Verb = command?.Row.Name;
        // A line that is interrupted by the stop is read on while chunks are open; else it is recorded as far as it came.
        var goesOn = heard == Heard.Stopping && status.Phase == Phase.Chunking;
        if (lines.Octets > 0 && heard != Heard.TlsHello && !goesOn)
        {
            transcript.AddClient(Line.Span, ShownCommand(command), lines.Octets);
            if (command is not null) SecretsMayFollow = command is AuthCommand;
        }

        return (heard, command);
    }

    /// <summary>Reads a line that is no command, such as an AUTH response.</summary>
    /// <param name="limit">Octets with the line end.</param>
    /// <param name="show">Gives what the transcript may show of the line, or null for the line as it is.</param>
    public async ValueTask<Heard> ReadResponseAsync(int limit, Func<ReadOnlyMemory<byte>, string?> show)
    {
        var heard = await ReadAsync(limit, Waiting.ForCommand);
        if (heard == Heard.Line) transcript.AddClient(Line.Span, options.ShowSecrets ? null : show(Line), lines.Octets);
        else if (lines.Octets > 0) transcript.AddClient(Line.Span, options.ShowSecrets ? null : Secret.Mask, lines.Octets);
        return heard;
    }

    /// <summary>Reads message content until the dot.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Heard> ReadDottedAsync(ContentWriter content)
    {
        var meter = new ContentMeter(options);
        var dots = new DotReader();
        if (throttle is not null) BeginThrottle();
        while (true)
        {
            foreach (var segment in inbound.Held)
            {
                var rest = segment;
                while (!rest.IsEmpty)
                {
                    var run = dots.Next(rest.Span);
                    if (run.HeldCr) await content.WriteCrAsync();
                    if (run.Length > 0) await content.WriteAsync(rest.Slice(run.Start, run.Length));
                    rest = rest[run.Consumed..];
                    meter.Octets += run.Consumed;
                    if (!run.Ended) continue;
                    inbound.Take(inbound.Held.GetPosition(meter.LeaveWindow()));
                    return FinishContent(content, dots.SawLookAlike, meter.Octets);
                }
            }

            inbound.Take(inbound.Held.End);
            meter.LeaveWindow();
            var heard = await WaitForContentAsync(meter);
            if (heard == Heard.Line) continue;
            EndContent(meter.Octets);
            return heard;
        }
    }

    /// <summary>Reads counted octets.</summary>
    /// <param name="size">How many the client announced; never allocated.</param>
    /// <param name="content">Where they go, or null to let them fall.</param>
    public async ValueTask<Heard> ReadCountedAsync(long size, ContentWriter? content)
    {
        var meter = new ContentMeter(options);
        if (throttle is not null) BeginThrottle();
        while (true)
        {
            var part = inbound.Held;
            if (part.Length > size - meter.Octets) part = part.Slice(0, size - meter.Octets);
            if (content is not null)
                foreach (var segment in part) await content.WriteAsync(segment);
            meter.Octets += part.Length;
            inbound.Take(part.End);
            if (meter.Octets == size) break;
            var heard = await WaitForContentAsync(meter);
            if (heard == Heard.Line) continue;
            EndContent(meter.Octets);
            return heard;
        }

        EndContent(size);
        return Heard.Line;
    }

    /// <summary>Queues a reply and records each of its lines.</summary>
    public void Send(in Reply reply)
    {
        if (reply.Row is not { } row) return;
        NoteWorst(row.Code);
        status.OctetsOut += replies.Write(reply, transcript);
    }

    /// <summary>The client has sent something, although nothing was said to it yet.</summary>
    public bool ClientSpokeFirst() => inbound.TryPeek();

    /// <summary>The client has closed its side already.</summary>
    public bool ClientHasClosed() => inbound.PeekEnd();

    /// <summary>Sends what is queued.</summary>
    public ValueTask FlushAsync() => replies.HasQueued ? FlushQueuedAsync() : default;

    /// <summary>Sends what is queued when it has become much.</summary>
    public ValueTask FlushIfMuchAsync() => replies.Queued >= LargestGroup ? FlushQueuedAsync() : default;

    /// <summary>Called from another thread: wakes whoever waits for the client, so that time limits and a stop are noticed.</summary>
    public void Wake()
    {
        var what = clock.Waiting;
        if (what is Waiting.ForOutput or Waiting.ForHandshake)
        {
            replies.Interrupt();
            // Inside TLS its own records wait below the replies.
            if (link is not null) transport.Output.CancelPendingFlush();
        }

        if (what == Waiting.ForPause) WakePause();
        else if (what != Waiting.ForOutput) inbound.Interrupt();
    }

    /// <summary>Gives the window on the transport back.</summary>
    public void Release()
    {
        inbound.Release();
        link?.Dispose();
    }

    private async ValueTask FlushQueuedAsync()
    {
        clock.BeginWait(Waiting.ForOutput);
        await replies.FlushAsync();
        clock.EndWait();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Heard> ReadAsync(int limit, Waiting what)
    {
        while (!lines.TryTake(inbound, limit))
        {
            if (lines.Octets > options.MaxLineBeforeClose) return Heard.Endless;
            if (LooksLikeTls()) return Heard.TlsHello;
            if (inbound.Ended)
            {
                lines.Abandon();
                return Heard.End;
            }

            var heard = await WaitAsync(what);
            if (heard != Heard.Line) return heard;
        }

        if (LooksLikeTls()) return Heard.TlsHello;
        if (what == Waiting.ForCommand) status.Commands++;
        return lines.TooLong ? Heard.TooLong : Heard.Line;
    }

    /// <summary>A TLS handshake record where the first command should be: there is no line end to wait for.</summary>
    private bool LooksLikeTls() => status.Commands == 0 && lines.Octets >= 2 && lines.Line.Span is [0x16, 0x03, ..];

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Heard> WaitAsync(Waiting what)
    {
        await FlushAsync();
        if (replies.GaveUp) return Heard.TimedOut;
        clock.BeginWait(what);
        var before = inbound.Received;
        var undisturbed = await inbound.WaitAsync();
        clock.EndWait();
        status.OctetsIn += inbound.Received - before;
        return undisturbed ? Heard.Line : clock.WhatDisturbed(what);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Heard> WaitForContentAsync(ContentMeter meter)
    {
        if (inbound.IsShut)
        {
            if (await OpenThrottleAsync() is not Heard.Line and var disturbed) return disturbed;
            if (HasMore) return Heard.Line;
        }

        if (inbound.Ended) return Heard.End;
        var since = clock.Now;
        var heard = await WaitAsync(Waiting.ForContent);
        meter.Waited += clock.Since(since);
        return heard == Heard.Line && (meter.IsTooSlow || clock.IsSessionOver) ? Heard.TimedOut : heard;
    }

    private Heard FinishContent(ContentWriter content, bool lookAlike, long octets)
    {
        content.SawLookAlike = lookAlike;
        EndContent(octets);
        return Heard.Line;
    }

    private void EndContent(long octets)
    {
        if (throttle is not null) EndThrottle();
        if (octets > 0) transcript.AddContent(octets);
    }

    private string? ShownCommand(Command? command)
    {
        if (options.ShowSecrets) return null;
        if (command is null && SecretsMayFollow) return Secret.Mask;
        return Secret.InCommand(Line.Span);
    }
}
