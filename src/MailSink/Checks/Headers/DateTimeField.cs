using System.Globalization;

namespace MailSink.Checks.Headers;

/// <summary>A date and time by the grammar of RFC 5322 section 3.3, obsolete forms (section 4.3) told apart.</summary>
/// <param name="Time">The moment it names.</param>
/// <param name="Obsolete">The obsolete form it uses, or null.</param>
/// <param name="WrongDay">The name of the day is not that of the date.</param>
internal sealed record DateTimeField(DateTimeOffset Time, string? Obsolete, bool WrongDay)
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, int> ObsoleteZones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0,
        ["GMT"] = 0,
        ["UTC"] = 0,
        ["Z"] = 0,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
    };

    /// <summary>Null when the text is no date by the grammar.</summary>
    public static DateTimeField? Read(string text)
    {
        // The space behind the comma is optional: day = ([FWS] 1*2DIGIT FWS).
        var words = WithoutComments(text).Replace(",", ", ", StringComparison.Ordinal).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var day = -1;
        if (words.Length > 0 && words[0].EndsWith(','))
        {
            day = Array.IndexOf(Days, words[0][..^1].ToLowerInvariant());
            if (day < 0) return null;
            words = words[1..];
        }

        if (words.Length != 5 || Date(words[0], words[1], words[2]) is not { } date || Clock(words[3]) is not { } clock) return null;
        if (Zone(words[4]) is not { } zone || !IsInRange(date, zone)) return null;
        var obsolete = words[4][0] is not ('+' or '-') ? $"zone {words[4]}" : words[2].Length < 4 ? $"year {words[2]}" : null;
        return new DateTimeField(new DateTimeOffset(date + clock, zone), obsolete, day >= 0 && day != (int)date.DayOfWeek);
    }

    private static bool IsInRange(DateTime date, TimeSpan zone) => zone.Duration() <= TimeSpan.FromHours(14) && date.Year is > 1 and < 9999;

    private static DateTime? Date(string day, string month, string year)
    {
        var at = Array.IndexOf(Months, month.ToLowerInvariant());
        if (at < 0 || Number(day, 1, 2) is not { } d || Number(year, 2, 4) is not { } y) return null;
        // RFC 5322 section 4.3: two digits below 50 are of this century, all others of the last; three digits count from 1900.
        if (year.Length < 4) y += year.Length == 2 && y < 50 ? 2000 : 1900;
        return y > 0 && d >= 1 && d <= DateTime.DaysInMonth(y, at + 1) ? new DateTime(y, at + 1, d) : null;
    }

    private static TimeSpan? Clock(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3 || Number(parts[0], 1, 2) is not { } h || Number(parts[1], 2, 2) is not { } m) return null;
        var s = parts.Length == 3 ? Number(parts[2], 2, 2) : 0;
        // 60 is a leap second, which no clock here knows.
        return h < 24 && m < 60 && s is { } seconds and <= 60 ? new TimeSpan(h, m, Math.Min(seconds, 59)) : null;
    }

    private static TimeSpan? Zone(string text)
    {
        if (ObsoleteZones.TryGetValue(text, out var hours)) return TimeSpan.FromHours(hours);
        // RFC 5322 section 4.3: the military zones "SHOULD all be considered equivalent to "-0000"", RFC 822 having defined them wrongly.
        if (text is [>= 'A' and <= 'I' or >= 'K' and <= 'Z' or >= 'a' and <= 'i' or >= 'k' and <= 'z']) return TimeSpan.Zero;
        if (text[0] is not ('+' or '-') || text.Length != 5 || Number(text[1..], 4, 4) is not { } offset || offset % 100 > 59) return null;
        var zone = new TimeSpan(offset / 100, offset % 100, 0);
        return text[0] == '-' ? -zone : zone;
    }

    private static int? Number(string text, int least, int most) =>
        text.Length >= least && text.Length <= most && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A text without what stands in parentheses.</summary>
    public static string WithoutComments(string text)
    {
        if (!text.Contains('(')) return text;
        var kept = new System.Text.StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            if (c == '(') depth++;
            if (depth == 0) kept.Append(c);
            if (c == ')' && depth > 0) depth--;
        }

        return kept.ToString();
    }
}
