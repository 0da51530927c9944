using System.Buffers;

namespace MailSink.Messages.Mime;

/// <summary>RFC 2045 section 6.8.</summary>
internal sealed class Base64Lines : LineRules
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private long _letters;
    private int _padding;

    /// <summary>Spaces and tabs.</summary>
    public Sighting Blank;

    /// <summary>Octets outside the alphabet.</summary>
    public Sighting Foreign;

    /// <summary>Letters behind the padding: two encodings one behind the other. The first only.</summary>
    public Sighting AfterPadding;

    /// <summary>What is missing or too much at the end, or null.</summary>
    public string? BadEnd { get; private set; }

    public override void Take(ReadOnlySpan<byte> piece, long offset)
    {
        for (var at = 0; at < piece.Length;)
        {
            var run = piece[at..].IndexOfAnyExcept(Alphabet);
            var letters = run < 0 ? piece.Length - at : run;
            if (letters > 0 && _padding > 0 && AfterPadding.Count == 0) AfterPadding.Note(offset + at);
            _letters += letters;
            at += letters;
            if (run < 0) return;
            TakeOther(piece[at], offset + at);
            at++;
        }
    }

    public override void EndLine(long offset)
    {
    }

    public override void EndContent(long offset)
    {
        if (AfterPadding.Count > 0) return;
        // RFC 2045 section 6.8: "all bytes are encoded in groups of 24 bits"; a final group that is short is filled with "=".
        BadEnd = _padding > 2 ? $"{_padding} padding characters"
            : (_letters + _padding) % 4 != 0 ? $"{_letters + _padding} characters, which four does not divide"
            : null;
    }

    private void TakeOther(byte octet, long offset)
    {
        switch (octet)
        {
            case (byte)'\r':
                break;
            case (byte)'=':
                _padding++;
                break;
            case (byte)' ' or (byte)'\t':
                Blank.Note(offset);
                break;
            default:
                Foreign.Note(offset);
                break;
        }
    }
}
