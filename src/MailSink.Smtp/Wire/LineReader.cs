using System.Buffers;

namespace MailSink.Smtp;

/// <summary>
/// Takes lines from the window. Keeps at most the given limit of a line and counts the rest, so that a line without end costs
/// no memory.
/// </summary>
internal sealed class LineReader
{
    private byte[] kept = new byte[256];
    private int length;
    private bool fresh = true;
    private byte last;
    private byte beforeLast;

    /// <summary>Octets of the line so far, its end included.</summary>
    public long Octets { get; private set; }

    /// <summary>The line ended with CRLF; RFC 5321 section 2.3.8 knows no other end.</summary>
    public bool EndedWithCrlf => last == '\n' && beforeLast == '\r';

    /// <summary>The line was longer than the limit; only its beginning is kept.</summary>
    public bool TooLong { get; private set; }

    /// <summary>The line without its end, valid until the next is taken.</summary>
    public ReadOnlyMemory<byte> Line => kept.AsMemory(0, length);

    /// <summary>Takes what is there of the current line.</summary>
    /// <param name="inbound">Where the octets are.</param>
    /// <param name="limit">Octets of a line, end included, that are kept.</param>
    /// <returns>True when the line is complete.</returns>
    public bool TryTake(Inbound inbound, int limit)
    {
        if (fresh) Begin();
        var held = inbound.Held;
        if (held.IsEmpty) return false;
        var end = held.PositionOf((byte)'\n');
        var part = end is { } lf ? held.Slice(0, held.GetPosition(1, lf)) : held;
        foreach (var segment in part) Append(segment.Span, limit);
        inbound.Take(part.End);
        if (end is null) return false;
        StripEnd();
        fresh = true;
        return true;
    }

    /// <summary>Gives up on an unfinished line; what came of it stays in <see cref="Line"/>.</summary>
    public void Abandon() => fresh = true;

    private void Begin()
    {
        length = 0;
        Octets = 0;
        TooLong = false;
        fresh = false;
        last = beforeLast = 0;
    }

    private void Append(ReadOnlySpan<byte> octets, int limit)
    {
        if (octets.IsEmpty) return;
        Octets += octets.Length;
        beforeLast = octets.Length > 1 ? octets[^2] : last;
        last = octets[^1];
        TooLong = Octets > limit;
        var room = Math.Min(limit - length, octets.Length);
        if (room <= 0) return;
        if (length + room > kept.Length) Array.Resize(ref kept, Math.Min(limit, Math.Max(kept.Length * 2, length + room)));
        octets[..room].CopyTo(kept.AsSpan(length));
        length += room;
    }

    private void StripEnd()
    {
        if (TooLong) return;
        length -= EndedWithCrlf ? 2 : 1;
    }
}
