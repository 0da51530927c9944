namespace MailSink.Messages.Mime;

/// <summary>
/// A mail's octets that can end early. MimeKit keeps a header section in memory until it ends and knows no limit on it, nor on
/// the number of parts; to a parser, the end of its input is the one thing it always copes with.
/// </summary>
/// <param name="inner">The octets; left open.</param>
/// <param name="maxSilentOctets">Octets the parser may take without telling of any progress.</param>
internal sealed class StoppableStream(Stream inner, int maxSilentOctets) : Stream
{
    private static ReadOnlySpan<byte> EndOfHeaders => ":\r\n\r\n"u8;

    private bool _ended;
    private long _position;
    private long _progress;

    /// <summary>The parser was told of an end that was not the mail's.</summary>
    public bool IsStopped { get; private set; }

    public void Stop() => IsStopped = true;

    /// <summary>The parser is within a header section: one that ends within a line it would take for no header section at all.</summary>
    public bool IsInHeaders { get; set; }

    /// <summary>The parser has passed on what it took so far.</summary>
    public void NoteProgress() => _progress = _position;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_position - _progress > maxSilentOctets) IsStopped = true;
        if (IsStopped) return End(buffer);
        var read = inner.Read(buffer);
        _position += read;
        return read;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int End(Span<byte> buffer)
    {
        if (_ended || !IsInHeaders) return 0;
        _ended = true;
        EndOfHeaders.CopyTo(buffer);
        return EndOfHeaders.Length;
    }
}
