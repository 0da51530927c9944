namespace MailSink.Benchmarks.Load;

/// <summary>
/// Counts whole replies in whatever pieces they arrive, without making a string of any. RFC 5321 section 4.2.1: the last line of a
/// reply has a space (or nothing) after its code, every earlier line a hyphen.
/// </summary>
internal struct ReplyScanner
{
    private int _column;
    private byte _class;
    private bool _continues;

    /// <summary>First digit of the last reply that was neither 2yz nor 3yz, or 0.</summary>
    public byte Refusal { get; private set; }

    /// <summary>Takes octets from the server.</summary>
    /// <returns>How many replies ended in them.</returns>
    public int Feed(ReadOnlySpan<byte> octets)
    {
        var ended = 0;
        while (!octets.IsEmpty)
        {
            var end = octets.IndexOf((byte)'\n');
            var line = end < 0 ? octets : octets[..end];
            TakeCode(line);
            if (end < 0) return ended;
            ended += EndLine();
            octets = octets[(end + 1)..];
        }

        return ended;
    }

    private void TakeCode(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty) return;
        if (_column == 0) _class = line[0];
        if (_column <= 3 && _column + line.Length > 3) _continues = line[3 - _column] == (byte)'-';
        _column += line.Length;
    }

    private int EndLine()
    {
        _column = 0;
        if (_continues)
        {
            _continues = false;
            return 0;
        }

        if (_class is not ((byte)'2' or (byte)'3')) Refusal = _class;
        return 1;
    }
}
