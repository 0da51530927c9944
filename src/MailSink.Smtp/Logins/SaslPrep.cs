using System.Buffers;
using System.Globalization;
using System.Text;

namespace MailSink.Smtp;

/// <summary>
/// Names and passwords as they are compared (RFC 4013): spaces and invisible characters are mapped, compatible forms become one,
/// and what nobody can type again is refused. Written upon .NET's NFKC, whose Unicode is newer than the 3.2 of RFC 3454; right-to-left
/// text is told by its blocks.
/// </summary>
internal static class SaslPrep
{
    /// <summary>RFC 3454 table B.1.</summary>
    private static readonly SearchValues<char> MappedToNothing = SearchValues.Create(
        "\u00AD\u034F\u1806\u180B\u180C\u180D\u200B\u200C\u200D\u2060\uFE00\uFE01\uFE02\uFE03\uFE04\uFE05\uFE06\uFE07"
        + "\uFE08\uFE09\uFE0A\uFE0B\uFE0C\uFE0D\uFE0E\uFE0F\uFEFF");

    /// <summary>First and last of the ranges in RFC 3454 tables C.2.2, C.6, C.7, C.8 and C.9 that no general category covers.</summary>
    private static readonly (int First, int Last)[] Prohibited =
    [
        (0x0340, 0x0341), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x180E, 0x180E), (0x200E, 0x200F), (0x2028, 0x202E), (0x2061, 0x2063),
        (0x206A, 0x206F), (0x2FF0, 0x2FFB), (0xFDD0, 0xFDEF), (0xFFF9, 0xFFFD), (0x1D173, 0x1D17A), (0xE0001, 0xE0001), (0xE0020, 0xE007F),
    ];

    private static readonly (int First, int Last)[] RightToLeft =
        [(0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF)];

    /// <summary>Prepares a text.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="prepared">As compared.</param>
    /// <returns>False when the text holds what RFC 4013 section 2.3 or 2.4 prohibits.</returns>
    public static bool TryPrepare(string text, out string prepared)
    {
        prepared = text;
        if (Ascii.IsValid(text)) return !text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.Contains('\u007F');
        // Normalisation knows no lone surrogates, and no character set prints one.
        if (!IsWellFormed(text)) return false;
        prepared = Map(text).Normalize(NormalizationForm.FormKC);
        return IsAllowed(prepared);
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    private static string Map(string text)
    {
        var mapped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (MappedToNothing.Contains(character)) continue;
            mapped.Append(char.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator ? ' ' : character);
        }

        return mapped.ToString();
    }

    private static bool IsAllowed(string text)
    {
        var (leading, trailing, any, leftToRight) = (false, false, false, false);
        var first = true;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate) return false;
            if ((rune.Value & 0xFFFE) == 0xFFFE || IsIn(Prohibited, rune.Value)) return false;
            var isRightToLeft = Rune.IsLetter(rune) && IsIn(RightToLeft, rune.Value);
            if (first) leading = isRightToLeft;
            first = false;
            trailing = isRightToLeft;
            any |= isRightToLeft;
            leftToRight |= Rune.IsLetter(rune) && !isRightToLeft;
        }

        // RFC 3454 section 6: a right-to-left text holds no left-to-right letter, and begins and ends with one of its own.
        return !any || leading && trailing && !leftToRight;
    }

    private static bool IsIn((int First, int Last)[] ranges, int value)
    {
        foreach (var (first, last) in ranges)
            if (value >= first && value <= last) return true;
        return false;
    }
}
