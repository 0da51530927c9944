namespace MailSink.Smtp;

/// <summary>Carries one message's octets to the host, looks at them on the way, and lets them fall when there are too many.</summary>
/// <param name="content">Where they go.</param>
/// <param name="limit">Octets; 0 = any number.</param>
/// <param name="normalizes">Bare CR and LF become CRLF.</param>
internal sealed class ContentWriter(IMessageContent content, long limit, bool normalizes) : IAsyncDisposable
{
    /// <summary>Changed in place while the octets pass.</summary>
    public ContentScan Scan;

    /// <summary>Where the octets are.</summary>
    public IMessageContent Content => content;

    private static readonly ReadOnlyMemory<byte> Cr = "\r"u8.ToArray();

    private static readonly ReadOnlyMemory<byte> LineEnd = "\r\n"u8.ToArray();

    private bool disposed;
    private bool afterCr;

    /// <summary>Octets of content so far, also those that fell.</summary>
    public long Total { get; private set; }

    /// <summary>More came than the limit allows; nothing more is kept.</summary>
    public bool TooBig { get; private set; }

    /// <summary>The wire had a sequence that some servers take for the end of data.</summary>
    public bool SawLookAlike { get; set; }

    public ValueTask WriteCrAsync() => WriteAsync(Cr);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets)
    {
        Total += octets.Length;
        if (limit > 0 && Total > limit) TooBig = true;
        // What was kept goes at once: the rest may take long to drain, and the room is wanted by others.
        if (TooBig) return DisposeAsync();
        Scan.Scan(octets.Span);
        if (normalizes) return NormalizeAsync(octets);
        return Copy(ref octets) ? default : CopyRestAsync(octets);
    }

    public ValueTask<CommitResult> CommitAsync(Envelope envelope) => content.CommitAsync(envelope, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        if (disposed) return default;
        disposed = true;
        return content.DisposeAsync();
    }

    /// <summary>Each of CRLF, CR and LF ends a line; any of them may be cut in two by a buffer's end.</summary>
    private async ValueTask NormalizeAsync(ReadOnlyMemory<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            var end = octets.Span.IndexOfAny((byte)'\r', (byte)'\n');
            var run = end < 0 ? octets : octets[..end];
            if (!Copy(ref run)) await CopyRestAsync(run);
            if (end < 0)
            {
                afterCr = false;
                return;
            }

            var (isCr, isBehindCr) = (octets.Span[end] == '\r', afterCr && end == 0);
            // A CR was written as a whole line end: an LF right behind it has been said already.
            var ending = isCr || !isBehindCr ? LineEnd : default;
            if (!Copy(ref ending)) await CopyRestAsync(ending);
            afterCr = isCr;
            octets = octets[(end + 1)..];
        }
    }

    /// <returns>False when the host wants a flush; what is left is still to be copied.</returns>
    private bool Copy(ref ReadOnlyMemory<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            var room = content.GetMemory().Span;
            var taken = Math.Min(room.Length, octets.Length);
            octets.Span[..taken].CopyTo(room);
            octets = octets[taken..];
            if (content.Advance(taken)) return false;
        }

        return true;
    }

    private async ValueTask CopyRestAsync(ReadOnlyMemory<byte> octets)
    {
        do await content.FlushAsync(CancellationToken.None);
        while (!Copy(ref octets));
    }
}
