using System.Buffers;
using System.Text;

namespace MailSink.Pages.Shell;

/// <summary>
/// Captured text made fit to look at: control characters become their pictures (U+2400…), characters that turn the
/// reading direction become <c>‹U+202E›</c>, so that no mail can disguise what it says. <c>js/printable.js</c> does the same.
/// </summary>
internal static class Printable
{
    private static readonly SearchValues<char> s_special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (char)c), .. Bidi, '\u007f', '\r']);

    private static ReadOnlySpan<char> Bidi => "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    /// <summary>The text with everything invisible made visible. Line feeds and tabs stay, CR of CRLF goes.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var at = text.AsSpan().IndexOfAny(s_special);
        if (at < 0) return text;
        var result = new StringBuilder(text.Length + 16).Append(text, 0, at);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\r' && at + 1 < text.Length && text[at + 1] == '\n') continue;
            if (!s_special.Contains(c)) result.Append(c);
            else if (c < 0x20) result.Append((char)(0x2400 + c));
            else if (c == 0x7f) result.Append('\u2421');
            else result.Append("‹U+").Append(((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture)).Append('›');
        }

        return result.ToString();
    }

    /// <summary>The same on one line, as rows and titles need it.</summary>
    public static string Line(string? text) => Of(text?.ReplaceLineEndings(" "));
}
