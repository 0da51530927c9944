using System.Text;
using System.Text.Unicode;

namespace MailSink.Smtp;

/// <summary>Reads the <c>keyword[=value]</c> list behind a path (RFC 5321 section 4.1.2).</summary>
internal static class EsmtpParameters
{
    /// <returns>False when the list breaks the grammar.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, List<EsmtpParameter> parameters)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == ' ')
            {
                text = text[1..];
                continue;
            }

            var end = text.IndexOf((byte)' ');
            var word = end < 0 ? text : text[..end];
            text = text[word.Length..];
            var equals = word.IndexOf((byte)'=');
            var keyword = equals < 0 ? word : word[..equals];
            if (!IsKeyword(keyword) || equals == word.Length - 1) return false;
            // esmtp-value = 1*(%d33-60 / %d62-126), and beyond ASCII what is UTF-8 (RFC 5321 section 4.1.2, RFC 6531 section 3.3).
            if (equals >= 0 && (word[(equals + 1)..].Contains((byte)'=') || !Utf8.IsValid(word))) return false;
            var value = equals < 0 ? null : Encoding.UTF8.GetString(word[(equals + 1)..]);
            parameters.Add(new EsmtpParameter(Encoding.ASCII.GetString(keyword).ToUpperInvariant(), value));
        }

        return true;
    }

    private static bool IsKeyword(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] == '-') return false;
        foreach (var octet in text)
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet != '-') return false;
        return true;
    }
}
