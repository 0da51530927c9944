using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace MailSink.Smtp;

/// <summary>xtext (RFC 3461 section 4): printable ASCII with <c>+</c>, <c>=</c> and the rest as <c>+XX</c>.</summary>
public static class Xtext
{
    /// <summary>
    /// Decodes, or gives null when the text is no xtext. Lower-case hex is wrong but understood; encoded octets that make UTF-8
    /// become the characters they stand for, others one character each.
    /// </summary>
    public static string? Decode(string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange('!', '~') || text.Contains('=', StringComparison.Ordinal)) return null;
        if (!text.Contains('+', StringComparison.Ordinal)) return text;
        var octets = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '+')
            {
                octets[length++] = (byte)text[i];
                continue;
            }

            if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octets[length])) return null;
            length++;
            i += 2;
        }

        var decoded = octets.AsSpan(0, length);
        return (Utf8.IsValid(decoded) ? Encoding.UTF8 : Encoding.Latin1).GetString(decoded);
    }

    /// <summary>The hexadecimal digits of a text that <see cref="Decode"/> understood are "two upper case hexadecimal digits".</summary>
    public static bool IsStrict(string text)
    {
        for (var plus = text.IndexOf('+', StringComparison.Ordinal); plus >= 0; plus = text.IndexOf('+', plus + 1))
            if (char.IsAsciiLetterLower(text[plus + 1]) || char.IsAsciiLetterLower(text[plus + 2])) return false;
        return true;
    }
}
