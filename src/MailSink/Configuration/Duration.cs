using System.Buffers;
using System.Globalization;

namespace MailSink.Configuration;

/// <summary>Times as operators write them: <c>90s</c>, <c>10m</c>, <c>24h</c>, <c>7d</c>, <c>1d12h</c>, and <c>0</c>.</summary>
internal static class Duration
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private const int LongestInDays = 36_500;

    /// <summary>Reads a time. A number without a unit is refused, because nobody agrees on what it means; only 0 needs none.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest is "0") return true;
        if (rest.IsEmpty) return false;
        var sum = 0m;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                return false;
            rest = rest[digits..];
            var letters = rest.IndexOfAny(Digits);
            var unit = (letters < 0 ? rest : rest[..letters]).Trim();
            rest = letters < 0 ? [] : rest[letters..];
            var seconds = Seconds(unit);
            if (seconds == 0 || value > LongestInDays * 86_400m) return false;
            sum += value * seconds;
        }

        if (sum > LongestInDays * 86_400m) return false;
        duration = TimeSpan.FromTicks((long)(sum * TimeSpan.TicksPerSecond));
        return true;
    }

    private static decimal Seconds(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 0.001m,
        "s" => 1,
        "m" or "min" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => 0,
    };
}
