using System.Buffers;

namespace MailSink.Messages.Mime;

/// <summary>RFC 2045 section 6.7.</summary>
internal sealed class QuotedLines : LineRules
{
    private static readonly SearchValues<byte> Capital = SearchValues.Create("0123456789ABCDEF"u8);

    private byte _last;
    private byte _beforeLast;
    private int _digits;
    private long _escape;

    /// <summary>"=" that is followed neither by two hexadecimal digits nor by the line's end.</summary>
    public Sighting BadEscape;

    /// <summary>Small hexadecimal digits.</summary>
    public Sighting LowerCase;

    /// <summary>Lines that end with a space or tab.</summary>
    public Sighting TrailingSpace;

    public override void Take(ReadOnlySpan<byte> piece, long offset)
    {
        for (var at = 0; at < piece.Length; at++)
        {
            var octet = piece[at];
            if (_digits > 0 && octet != '\r') TakeDigit(octet);
            else if (octet == '=')
            {
                _digits = 2;
                _escape = offset + at;
            }

            _beforeLast = _last;
            _last = octet;
        }
    }

    public override void EndLine(long offset)
    {
        // A soft line break: "=" is the last octet of the line.
        if (_digits == 1) BadEscape.Note(_escape);
        var last = _last == '\r' ? _beforeLast : _last;
        if (last is (byte)' ' or (byte)'\t') TrailingSpace.Note(offset);
        _digits = 0;
        _last = _beforeLast = 0;
    }

    private void TakeDigit(byte octet)
    {
        _digits--;
        if (Capital.Contains(octet)) return;
        if (char.IsAsciiHexDigit((char)octet)) LowerCase.Note(_escape);
        else
        {
            BadEscape.Note(_escape);
            _digits = 0;
        }
    }
}
