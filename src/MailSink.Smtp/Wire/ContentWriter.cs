namespace MailSink.Smtp;

/// <summary>Carries one message's octets to the host, looks at them on the way, and lets them fall when there are too many.</summary>
internal sealed class ContentWriter(IMessageContent content, long limit) : IAsyncDisposable
{
    /// <summary>Changed in place while the octets pass.</summary>
    public ContentScan Scan;

    /// <summary>Where the octets are.</summary>
    public IMessageContent Content => content;

    private static readonly ReadOnlyMemory<byte> Cr = "\r"u8.ToArray();

    private bool disposed;

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
        return Copy(ref octets) ? default : CopyRestAsync(octets);
    }

    public ValueTask<CommitResult> CommitAsync(Envelope envelope) => content.CommitAsync(envelope, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        if (disposed) return default;
        disposed = true;
        return content.DisposeAsync();
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
