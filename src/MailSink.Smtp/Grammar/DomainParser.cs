using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailSink.Smtp;

/// <summary>Domain and address literal (RFC 5321 sections 4.1.2 and 4.1.3).</summary>
internal static class DomainParser
{
    private static readonly SearchValues<byte> AddressOctets = SearchValues.Create("0123456789."u8);

    public static bool IsDomainOrLiteral(ReadOnlySpan<byte> text) =>
        text is [(byte)'[', .., (byte)']'] ? IsLiteral(text[1..^1]) : IsDomain(text);

    /// <summary>Letters, digits and inner hyphens in labels; octets above 127 pass, SMTPUTF8 is judged elsewhere.</summary>
    public static bool IsDomain(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > 255) return false;
        byte previous = (byte)'.';
        foreach (var octet in text)
        {
            if (octet == '.' ? previous is (byte)'.' or (byte)'-' : octet == '-' ? previous == '.' : !IsLetterOrDigit(octet)) return false;
            previous = octet;
        }

        return previous is not ((byte)'.' or (byte)'-');
    }

    /// <summary>A name of at least two labels: what RFC 5321 section 2.3.5 wants a client to greet with.</summary>
    public static bool IsQualified(ReadOnlySpan<byte> text) =>
        text is [(byte)'[', .., (byte)']'] ? IsLiteral(text[1..^1]) : IsDomain(text) && text.Contains((byte)'.') && !LooksLikeAddress(text);

    private static bool LooksLikeAddress(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(AddressOctets);

    private static bool IsLiteral(ReadOnlySpan<byte> text)
    {
        if (!Ascii.IsValid(text)) return false;
        var tag = text.IndexOf((byte)':');
        // TryParse takes shortened addresses such as 1.2.3, the grammar wants all four numbers.
        if (tag < 0) return text.Count((byte)'.') == 3 && IPAddress.TryParse(Encoding.ASCII.GetString(text), out _);
        if (Ascii.EqualsIgnoreCase(text[..tag], "IPv6"u8))
            return IPAddress.TryParse(Encoding.ASCII.GetString(text[(tag + 1)..]), out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6;
        // A standardized tag has at least one letter; "::1" without its tag has none.
        return tag > 0 && char.IsAsciiLetter((char)text[0]) && text.Length > tag + 1 && !IPAddress.TryParse(Encoding.ASCII.GetString(text), out _);
    }

    private static bool IsLetterOrDigit(byte octet) => octet > 127 || char.IsAsciiLetterOrDigit((char)octet);
}
