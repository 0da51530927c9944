namespace MailSink.Smtp;

/// <summary>xtext (RFC 3461 section 4): printable ASCII with <c>+</c>, <c>=</c> and the rest as <c>+XX</c>.</summary>
public static class Xtext
{
    /// <summary>Decodes, or gives null when the text is no xtext. Lower-case hex is wrong but understood.</summary>
    public static string? Decode(string text)
    {
        if (!text.Contains('+', StringComparison.Ordinal)) return text.Contains('=', StringComparison.Ordinal) ? null : text;
        var decoded = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=') return null;
            if (text[i] != '+')
            {
                decoded.Append(text[i]);
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])) return null;
            decoded.Append((char)Convert.ToByte(text.Substring(i + 1, 2), 16));
            i += 2;
        }

        return decoded.ToString();
    }
}
