using System.IO.Pipelines;
using System.Text;

namespace MailSink.Smtp;

/// <summary>Renders replies into the pipe's own memory. Nothing is sent before <see cref="FlushAsync"/>: one write for a group.</summary>
internal sealed class ReplyWriter(PipeWriter writer)
{
    // RFC 5321 section 4.5.3.1.5: a reply line has at most 512 octets with its CRLF.
    private const int LongestLine = 512;

    private bool gone;

    /// <summary>Octets rendered and not sent.</summary>
    public int Queued { get; private set; }

    public bool HasQueued => Queued > 0;

    /// <summary>The client takes no output and the time limit for that ran out.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>Queues a reply and records each of its lines.</summary>
    /// <returns>Octets queued.</returns>
    public int Write(in Reply reply, Transcript transcript)
    {
        var row = reply.Row!;
        var before = Queued;
        if (row.IsFixed && reply.More is null && row.IsListed)
        {
            Put(row.Octets);
            transcript.AddServer(row, row.Octets.AsSpan(..^2), isTableText: !row.IsAltered);
            return Queued - before;
        }

        var first = row.IsFixed ? row.Text : row.Text.Replace("{0}", reply.Argument, StringComparison.Ordinal);
        var more = reply.More ?? [];
        WriteLine(row, first, isLast: more.Count == 0, transcript);
        for (var i = 0; i < more.Count; i++) WriteLine(row, more[i], i == more.Count - 1, transcript);
        return Queued - before;
    }

    /// <summary>The other side is gone: what is put is dropped.</summary>
    public bool IsGone => gone;

    /// <summary>Queues octets as they are.</summary>
    public void PutRaw(ReadOnlySpan<byte> octets) => Put(octets);

    /// <summary>Sends what is queued; a client that is gone is found out by the next read.</summary>
    public async ValueTask FlushAsync()
    {
        Queued = 0;
        if (gone) return;
        try
        {
            var result = await writer.FlushAsync();
            GaveUp = result.IsCanceled;
            gone = result.IsCompleted || GaveUp;
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or ObjectDisposedException)
        {
            gone = true;
        }
    }

    /// <summary>Gives up a flush that waits for the client. May be called from any thread.</summary>
    public void Interrupt() => writer.CancelPendingFlush();

    private void WriteLine(ReplyRow row, string text, bool isLast, Transcript transcript)
    {
        Span<byte> line = stackalloc byte[LongestLine];
        var length = Encoding.ASCII.GetBytes(row.Prefix, line);
        if (!isLast) line[3] = (byte)'-';
        // What a client sent may come back here: RFC 5321 section 4.2 allows printable ASCII only, and CR or LF would forge a reply.
        var room = line[length..(LongestLine - 2)];
        length += row.IsUtf8 ? PutUtf8(text, room) : PutAscii(text, room);
        transcript.AddServer(row, line[..length], isTableText: false);
        line[length++] = (byte)'\r';
        line[length++] = (byte)'\n';
        Put(line[..length]);
    }

    private static int PutAscii(ReadOnlySpan<char> text, Span<byte> room)
    {
        var length = Math.Min(text.Length, room.Length);
        for (var i = 0; i < length; i++) room[i] = text[i] is >= ' ' and <= '~' ? (byte)text[i] : (byte)'?';
        return length;
    }

    private static int PutUtf8(ReadOnlySpan<char> text, Span<byte> room)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > room.Length) break;
            length += (Rune.IsControl(rune) ? new Rune('?') : rune).EncodeToUtf8(room[length..]);
        }

        return length;
    }

    private void Put(ReadOnlySpan<byte> octets)
    {
        Queued += octets.Length;
        if (gone) return;
        octets.CopyTo(writer.GetSpan(octets.Length));
        writer.Advance(octets.Length);
    }
}
