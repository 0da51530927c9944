using System.Globalization;

namespace MailSink.Configuration;

/// <summary>Sizes in octets as operators write them: <c>1024</c>, <c>50MiB</c>, <c>1.5 GB</c>.</summary>
internal static class ByteSize
{
    private static readonly (string Suffix, long Octets)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
        ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("T", 1L << 40), ("B", 1),
    ];

    /// <summary>Reads a size. Units of a thousand end in B alone (MB), units of 1,024 in iB or in nothing (MiB, M). Case does not count.</summary>
    public static bool TryParse(string text, out long octets)
    {
        octets = 0;
        var number = text.AsSpan().Trim();
        var unit = 1L;
        foreach (var (suffix, size) in Units)
        {
            if (!number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            unit = size;
            number = number[..^suffix.Length].TrimEnd();
            break;
        }

        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return false;
        if (value > long.MaxValue / unit) return false;
        octets = (long)(value * unit);
        return octets == value * unit;
    }

    /// <summary>Writes a size in the largest unit that divides it: <c>50 MiB</c>, <c>1025 B</c>.</summary>
    public static string Format(long octets)
    {
        foreach (var (suffix, size) in Units[..4].Reverse())
        {
            if (octets >= size && octets % size == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{octets / size} {suffix}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{octets} B");
    }
}
