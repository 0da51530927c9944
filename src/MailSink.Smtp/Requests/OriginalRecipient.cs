using System.Globalization;
using System.Text;

namespace MailSink.Smtp;

/// <summary>The address the sender wrote: <c>ORCPT=</c> (RFC 3461 section 4.2, RFC 6533 section 3).</summary>
/// <param name="Type">Address type as sent, such as <c>rfc822</c> or <c>utf-8</c>.</param>
/// <param name="Address">Decoded.</param>
public sealed record OriginalRecipient(string Type, string Address)
{
    /// <summary>The value was understood although its encoding is wrong: lower-case hex, or UTF-8 under another type.</summary>
    public bool IsOdd { get; private init; }

    /// <summary>The address may hold characters beyond ASCII.</summary>
    public bool IsUtf8 => Type.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>addr-type;xtext</c>, or null when it is neither that nor one of the three utf-8 forms.</summary>
    public static OriginalRecipient? Parse(string value)
    {
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 1 || semicolon == value.Length - 1 || !IsAtom(value.AsSpan(0, semicolon))) return null;
        var (type, text) = (value[..semicolon], value[(semicolon + 1)..]);
        if (type.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return DecodeUnitext(text) is { } unicode ? new OriginalRecipient(type, unicode) { IsOdd = text.Contains('+', StringComparison.Ordinal) } : null;
        if (Xtext.Decode(text) is not { } decoded || decoded.AsSpan().ContainsAnyInRange('\0', '\x1F') || decoded.Contains('\x7F', StringComparison.Ordinal)) return null;
        // "MUST consist entirely of printable ... characters from the US-ASCII repertoire"; MailKit sends UTF-8 as rfc822.
        return new OriginalRecipient(type, decoded) { IsOdd = !Ascii.IsValid(decoded) || !Xtext.IsStrict(text) };
    }

    private static bool IsAtom(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (!char.IsAsciiLetterOrDigit(character) && !"!#$%&'*+-/=?^_`{|}~".Contains(character)) return false;
        return true;
    }

    /// <summary>RFC 6533 section 3: <c>\x{HEX}</c> for a character, and no other escape; xtext is understood besides.</summary>
    private static string? DecodeUnitext(string text)
    {
        if (text.Contains('+', StringComparison.Ordinal)) return Xtext.Decode(text);
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '=' or <= ' ' or '\x7F') return null;
            if (text[i] != '\\')
            {
                decoded.Append(text[i]);
                continue;
            }

            var end = text.IndexOf('}', i);
            if (end < i + 4 || end > i + 9 || text[i + 1] != 'x' || text[i + 2] != '{') return null;
            if (!int.TryParse(text.AsSpan(i + 3, end - i - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)) return null;
            if (!Rune.IsValid(point)) return null;
            decoded.Append(new Rune(point).ToString());
            i = end;
        }

        return decoded.ToString();
    }
}
