namespace MailSink.Messages.Mime;

/// <summary>
/// Looks at the lines of a part's content as they stand, before decoding: their length, and what their transfer encoding forbids.
/// In pieces as they come, in memory that does not grow.
/// </summary>
internal sealed class ContentTally
{
    // RFC 5322 section 2.1.1: "Each line of characters MUST be no more than 998 characters, and SHOULD be no more than 78
    // characters, excluding the CRLF"; RFC 2045 sections 6.7 and 6.8 have 76.
    private const int LongestText = 78;
    private const int LongestEncoded = 76;

    private readonly LineRules? _rules;
    private long _offset;
    private int _length;
    private bool _endsWithCr;

    /// <param name="encoding">Content-Transfer-Encoding in lower case, or null.</param>
    /// <param name="start">Offset of the content within the message.</param>
    public ContentTally(string? encoding, long start)
    {
        _offset = start;
        Base64 = encoding == "base64" ? new Base64Lines() : null;
        QuotedPrintable = encoding == "quoted-printable" ? new QuotedLines() : null;
        _rules = (LineRules?)Base64 ?? QuotedPrintable;
    }

    /// <summary>Octets above 127.</summary>
    public Sighting EightBit;

    public Sighting Nul;

    /// <summary>Lines of more than 78 octets.</summary>
    public Sighting LongLines;

    /// <summary>Lines of more than 76 octets.</summary>
    public Sighting OverEncoded;

    public Base64Lines? Base64 { get; }
    public QuotedLines? QuotedPrintable { get; }

    public void Take(ReadOnlySpan<byte> octets)
    {
        while (!octets.IsEmpty)
        {
            var end = octets.IndexOf((byte)'\n');
            var piece = end < 0 ? octets : octets[..end];
            TakePiece(piece);
            _offset += piece.Length;
            if (end < 0) return;
            EndLine();
            _offset++;
            octets = octets[(end + 1)..];
        }
    }

    /// <summary>The content is over; its last line may have had no line end.</summary>
    public void Finish()
    {
        if (_length > 0) EndLine();
        _rules?.EndContent(_offset);
    }

    private void TakePiece(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty) return;
        if (!System.Text.Ascii.IsValid(piece)) NoteEightBit(piece);
        for (var rest = piece; rest.IndexOf((byte)0) is >= 0 and var at; rest = rest[(at + 1)..]) Nul.Note(_offset + piece.Length - rest.Length + at);
        _length += piece.Length;
        _endsWithCr = piece[^1] == '\r';
        _rules?.Take(piece, _offset);
    }

    private void NoteEightBit(ReadOnlySpan<byte> piece)
    {
        for (var at = 0; at < piece.Length; at++)
        {
            if (piece[at] > 127) EightBit.Note(_offset + at);
        }
    }

    private void EndLine()
    {
        var length = _length - (_endsWithCr ? 1 : 0);
        if (length > LongestText) LongLines.Note(_offset - _length);
        if (length > LongestEncoded) OverEncoded.Note(_offset - _length);
        _rules?.EndLine(_offset);
        _length = 0;
        _endsWithCr = false;
    }
}
