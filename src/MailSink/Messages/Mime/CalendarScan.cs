using System.Globalization;
using System.Text;

namespace MailSink.Messages.Mime;

/// <summary>Reads the little of an iCalendar object (RFC 5545) that a list of invitations shows: its first event.</summary>
internal static class CalendarScan
{
    private const int MaxLines = 5000;

    public static CalendarDto Read(string part, string text)
    {
        string? method = null, uid = null, summary = null;
        DateTimeOffset? start = null, end = null;
        var inEvent = false;
        foreach (var line in Unfold(text).Take(MaxLines))
        {
            var (name, parameters, value) = Split(line);
            if (name == "BEGIN") inEvent |= value.Equals("VEVENT", StringComparison.OrdinalIgnoreCase);
            else if (name == "END" && inEvent && value.Equals("VEVENT", StringComparison.OrdinalIgnoreCase)) break;
            else if (name == "METHOD") method ??= value.ToUpperInvariant();
            else if (!inEvent) continue;
            else if (name == "UID") uid ??= value;
            else if (name == "SUMMARY") summary ??= Unescape(value);
            else if (name == "DTSTART") start ??= Time(parameters, value);
            else if (name == "DTEND") end ??= Time(parameters, value);
        }

        return new CalendarDto(part, method, uid, summary, start, end);
    }

    /// <summary>RFC 5545 section 3.1: a line that begins with a space or a tab continues the one before.</summary>
    private static IEnumerable<string> Unfold(string text)
    {
        var line = new StringBuilder();
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n', MaxLines * 2))
        {
            if (raw is [' ' or '\t', ..])
            {
                line.Append(raw.AsSpan(1));
                continue;
            }

            if (line.Length > 0) yield return line.ToString();
            line.Clear().Append(raw);
        }

        if (line.Length > 0) yield return line.ToString();
    }

    private static (string Name, string Parameters, string Value) Split(string line)
    {
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"') quoted = !quoted;
            if (line[i] != ':' || quoted) continue;
            var head = line[..i];
            var semicolon = head.IndexOf(';');
            return semicolon < 0
                ? (head.ToUpperInvariant(), "", line[(i + 1)..].Trim())
                : (head[..semicolon].ToUpperInvariant(), head[(semicolon + 1)..], line[(i + 1)..].Trim());
        }

        return ("", "", "");
    }

    private static DateTimeOffset? Time(string parameters, string value)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, Utc, out var utc)) return utc;
        string[] formats = ["yyyyMMdd'T'HHmmss", "yyyyMMdd"];
        if (!DateTime.TryParseExact(value, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        var zone = parameters.Split(';').FirstOrDefault(p => p.StartsWith("TZID=", StringComparison.OrdinalIgnoreCase))?[5..].Trim('"');
        // RFC 5545 section 3.3.5, form 1: a time without a zone is "floating"; it is shown as if it were UTC.
        var offset = zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found.GetUtcOffset(local) : TimeSpan.Zero;
        return local.Ticks < TimeSpan.TicksPerDay || local.Year > 9998 ? null : new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static string Unescape(string value) =>
        value.Replace("\\n", "\n", StringComparison.OrdinalIgnoreCase).Replace("\\,", ",", StringComparison.Ordinal)
            .Replace("\\;", ";", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
