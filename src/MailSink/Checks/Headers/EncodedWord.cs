using MailSink.Messages.Mime;

namespace MailSink.Checks.Headers;

/// <summary>An encoded-word (RFC 2047 section 2) as it stands in a field's text.</summary>
/// <param name="Start">Where its "=?" stands in the text.</param>
/// <param name="Length">Characters up to and including its "?=".</param>
/// <param name="Charset">Without the language that RFC 2231 section 5 lets follow.</param>
/// <param name="Encoding">Between the second and third question mark.</param>
/// <param name="Text">What is encoded.</param>
internal sealed record EncodedWord(int Start, int Length, string Charset, string Encoding, string Text)
{
    private const int MaxWords = 1000;

    public int End => Start + Length;

    /// <summary>The octets it stands for; null when it cannot be decoded.</summary>
    public byte[]? Decode() => Encoding.ToLowerInvariant() switch
    {
        "b" => DecodeBase64(),
        "q" => DecodeQuoted(),
        _ => null,
    };

    /// <summary>Everything in a text that means to be an encoded-word.</summary>
    public static IReadOnlyList<EncodedWord> Find(string text)
    {
        var words = new List<EncodedWord>();
        // Behind the last "?=" nothing can end, and it is not looked for again and again.
        var lastEnd = text.LastIndexOf("?=", StringComparison.Ordinal);
        for (var at = text.IndexOf("=?", StringComparison.Ordinal); at >= 0 && at < lastEnd && words.Count < MaxWords;)
        {
            var word = Read(text, at);
            if (word is not null) words.Add(word);
            var next = word?.End ?? at + 2;
            at = next < text.Length ? text.IndexOf("=?", next, StringComparison.Ordinal) : -1;
        }

        return words;
    }

    private static EncodedWord? Read(string text, int start)
    {
        var charsetEnd = text.IndexOf('?', start + 2);
        if (charsetEnd <= start + 2 || charsetEnd + 1 >= text.Length) return null;
        var encodingEnd = text.IndexOf('?', charsetEnd + 1);
        if (encodingEnd <= charsetEnd + 1 || encodingEnd - charsetEnd > 8 || encodingEnd + 1 >= text.Length) return null;
        var charset = text[(start + 2)..charsetEnd].Split('*')[0];
        if (charset.Length == 0 || !charset.All(c => c is > ' ' and < (char)127)) return null;
        var end = text.IndexOf("?=", encodingEnd + 1, StringComparison.Ordinal);
        if (end < 0) return null;
        return new EncodedWord(start, end + 2 - start, charset, text[(charsetEnd + 1)..encodingEnd], text[(encodingEnd + 1)..end]);
    }

    private byte[]? DecodeBase64()
    {
        var octets = new byte[Text.Length];
        return Convert.TryFromBase64String(Text, octets, out var count) ? octets[..count] : null;
    }

    private byte[]? DecodeQuoted()
    {
        var octets = new List<byte>(Text.Length);
        for (var at = 0; at < Text.Length; at++)
        {
            if (Text[at] != '=')
            {
                octets.Add(Text[at] == '_' ? (byte)' ' : (byte)Text[at]);
                continue;
            }

            if (at + 2 >= Text.Length || !char.IsAsciiHexDigit(Text[at + 1]) || !char.IsAsciiHexDigit(Text[at + 2])) return null;
            octets.Add(Convert.ToByte(Text.Substring(at + 1, 2), 16));
            at += 2;
        }

        return [.. octets];
    }

    /// <summary>The charset is one that can be read here.</summary>
    public bool IsCharsetKnown => Charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) || CharsetText.Find(Charset) is not null;

    /// <summary>The octets in their charset; null when they are none of it.</summary>
    public string? DecodeText()
    {
        if (Decode() is not { } octets) return null;
        if (!Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)) return CharsetText.Decode(octets, Charset);
        return System.Text.Unicode.Utf8.IsValid(octets) ? System.Text.Encoding.UTF8.GetString(octets) : null;
    }
}
