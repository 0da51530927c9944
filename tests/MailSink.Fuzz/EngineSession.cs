using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz;

/// <summary>A session that is given octets, and what came of it.</summary>
/// <param name="Replies">Everything the server sent, one character for each octet.</param>
/// <param name="Host">What it recorded and stored.</param>
/// <param name="Status">Its facts at the end.</param>
internal sealed record EngineSession(string Replies, EngineHost Host, SessionStatus Status)
{
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false);

    /// <summary>Holds a whole session; the client closes after its last octet.</summary>
    /// <param name="options">The listener's knobs.</param>
    /// <param name="octets">What the client sends.</param>
    /// <param name="cut">Gives the size of the next piece for each position; 0 = all the rest.</param>
    public static EngineSession Hold(SmtpOptions options, byte[] octets, Func<int, int> cut)
    {
        var (toServer, toClient) = (new Pipe(Inline), new Pipe(Inline));
        var host = new EngineHost();
        var status = new SessionStatus { Listener = "fuzz", StartedAt = DateTimeOffset.UnixEpoch, Remote = new(IPAddress.Loopback, 4711) };
        var session = new SmtpSession(new Transport(toServer.Reader, toClient.Writer), options, host, status, new StillTime());
        var run = session.RunAsync();
        for (var at = 0; at < octets.Length && !run.IsCompleted;)
        {
            var size = cut(at) is > 0 and var wanted ? Math.Min(wanted, octets.Length - at) : octets.Length - at;
            toServer.Writer.WriteAsync(octets.AsMemory(at, size)).AsTask().GetAwaiter().GetResult();
            at += size;
        }

        toServer.Writer.Complete();
        if (!run.IsCompleted) throw new FuzzFailure("the client has closed, and the session goes on");
        run.GetAwaiter().GetResult();
        toClient.Writer.Complete();
        return new EngineSession(toClient.Reader.TryRead(out var all) ? Encoding.Latin1.GetString(all.Buffer.ToArray()) : "", host, status);
    }

    /// <summary>Everything that must not depend on how the network cut the stream.</summary>
    public string Summary =>
        string.Join('\n', Host.Lines.Select(line => $"{line.Source} {line.ReplyId} {line.Text}")) + Replies
        + string.Join('\n', Host.Messages.Select(Encoding.Latin1.GetString)) + Host.Ended + Status.AuthUser + Status.Phase;

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>No time passes, and nothing depends on when a run was made.</summary>
    private sealed class StillTime : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
