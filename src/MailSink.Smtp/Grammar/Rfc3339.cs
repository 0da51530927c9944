namespace MailSink.Smtp;

/// <summary>Reads a date-time as RFC 3339 section 5.6 has it.</summary>
public static class Rfc3339
{
    private const int SecondsEnd = 19;

    /// <param name="text">Such as <c>2026-01-31T08:00:00Z</c> or <c>2026-01-31T08:00:00.25+08:00</c>.</param>
    /// <param name="time">The time; the leap second 60 is read as 59.</param>
    /// <param name="hasFraction">Parts of a second were given, which some parameters forbid.</param>
    /// <returns>False when the text is anything else, a date that does not exist included.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time, out bool hasFraction)
    {
        time = default;
        hasFraction = false;
        if (text.Length <= SecondsEnd || text[10] is not ('T' or 't') || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':') return false;
        if (!TryNumber(text[..4], out var year) || !TryNumber(text[5..7], out var month) || !TryNumber(text[8..10], out var day)) return false;
        if (!TryNumber(text[11..13], out var hour) || !TryNumber(text[14..16], out var minute) || !TryNumber(text[17..19], out var second)) return false;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 60) return false;
        var rest = text[SecondsEnd..];
        if (!TryFraction(ref rest, out hasFraction) || !TryOffset(rest, out var offset)) return false;
        var ticks = new DateTime(year, month, day, hour, minute, Math.Min(second, 59)).Ticks;
        if (ticks - offset.Ticks is var utc && (utc < 0 || utc > DateTime.MaxValue.Ticks)) return false;
        time = new DateTimeOffset(ticks, offset);
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out bool hasFraction)
    {
        hasFraction = rest[0] == '.';
        if (!hasFraction) return true;
        var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0) return false;
        rest = rest[(1 + digits)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> rest, out TimeSpan offset)
    {
        offset = default;
        if (rest is "Z" or "z") return true;
        if (rest.Length != 6 || rest[0] is not ('+' or '-') || rest[3] != ':') return false;
        if (!TryNumber(rest[1..3], out var hours) || !TryNumber(rest[4..], out var minutes) || hours > 23 || minutes > 59) return false;
        // Real offsets end at 14 hours, and so do those a DateTimeOffset can hold.
        offset = new TimeSpan(hours, minutes, 0) * (rest[0] == '-' ? -1 : 1);
        return offset.Duration() <= TimeSpan.FromHours(14);
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            number = number * 10 + (digit - '0');
        }

        return true;
    }
}
