using System.Diagnostics.CodeAnalysis;

namespace MailSink.Storage;

/// <summary>
/// A stored message's public identifier: milliseconds of acceptance and sequence number, as 18 characters of lower-case
/// base32 (Crockford's alphabet). Its text sorts by acceptance, and it stays a valid cursor after the message is deleted.
/// </summary>
/// <param name="ReceivedMs">Unix time of acceptance in milliseconds, 48 bits.</param>
/// <param name="Seq">The message's sequence number, given at commit, 42 bits; 0 stands before every message.</param>
public readonly record struct MessageId(long ReceivedMs, long Seq)
{
    private const int Length = 18;
    private const int SeqBits = 42;

    /// <summary>The text form.</summary>
    public override string ToString() => string.Create(Length, this, static (span, id) =>
    {
        var value = ((UInt128)(ulong)id.ReceivedMs << SeqBits) | (ulong)id.Seq;
        for (var i = Length - 1; i >= 0; i--, value >>= 5)
            span[i] = Base32.Alphabet[(int)(value & 31)];
    });

    /// <summary>Reads the text form; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MessageId id)
    {
        id = default;
        if (text is null || text.Length != Length) return false;
        UInt128 value = 0;
        foreach (var c in text)
        {
            var digit = Base32.Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0) return false;
            value = (value << 5) | (uint)digit;
        }

        id = new MessageId((long)(ulong)(value >> SeqBits), (long)(ulong)(value & ((1UL << SeqBits) - 1)));
        return true;
    }
}

/// <summary>Crockford's base32 alphabet in lower case: its order is that of the octets, so text sorts as numbers do.</summary>
internal static class Base32
{
    public const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>13 characters for any non-negative number.</summary>
    public static string Encode(long value) => string.Create(13, value, static (span, v) =>
    {
        for (var i = span.Length - 1; i >= 0; i--, v >>= 5)
            span[i] = Alphabet[(int)(v & 31)];
    });

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static bool TryDecode(string? text, out long value)
    {
        value = 0;
        if (text is not { Length: 13 }) return false;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0) return false;
            value = (value << 5) | (uint)digit;
        }

        return value >= 0;
    }
}
