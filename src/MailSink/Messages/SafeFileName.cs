using System.Globalization;
using System.Text;

namespace MailSink.Messages;

/// <summary>Makes one harmless file name of whatever a mail calls its file, and the header field that carries it.</summary>
internal static class SafeFileName
{
    private const int MaxLength = 120;

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>No folders, no controls or invisible marks, no name that a system reserves, at most 120 characters.</summary>
    public static string Of(string? name, string fallback)
    {
        var safe = new StringBuilder();
        // What comes before a slash or backslash is a folder, on one system or another.
        var last = name?[(name.LastIndexOfAny(['/', '\\']) + 1)..] ?? "";
        foreach (var rune in last.EnumerateRunes())
        {
            if (IsInvisible(rune)) continue;
            safe.Append(IsForbidden(rune) ? "_" : rune.ToString());
        }

        var cut = Shorten(safe.ToString().Trim().Trim('.').Trim());
        if (cut.Length == 0) return fallback;
        return Devices.Contains(cut.Split('.')[0].TrimEnd()) ? "_" + cut : cut;
    }

    /// <summary>
    /// Content-Disposition with the name twice: in ASCII for everybody, and as RFC 5987 has it for those who know it.
    /// </summary>
    public static string Disposition(string safeName, bool inline = false)
    {
        var ascii = string.Concat(safeName.Select(c => c is >= ' ' and < '\x7f' and not ('"' or '\\' or '%') ? c : '_'));
        return $"{(inline ? "inline" : "attachment")}; filename=\"{ascii}\"; filename*=UTF-8''{Uri.EscapeDataString(safeName)}";
    }

    /// <summary>Controls, line ends, joiners and the marks that turn the direction of text: "gpj.exe" must not read "exe.jpg".</summary>
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned || rune == Rune.ReplacementChar;

    private static bool IsForbidden(Rune rune) => rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*';

    private static string Shorten(string name)
    {
        if (name.Length <= MaxLength) return name;
        var extension = Path.GetExtension(name);
        if (extension.Length is 0 or > 20) extension = "";
        var stem = name[..(MaxLength - extension.Length)];
        if (char.IsHighSurrogate(stem[^1])) stem = stem[..^1];
        return stem + extension;
    }
}
