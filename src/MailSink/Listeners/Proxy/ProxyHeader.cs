using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;

namespace MailSink.Listeners;

/// <summary>What a PROXY header says (HAProxy's proxy-protocol.txt, versions 1 and 2).</summary>
/// <param name="Source">The client behind the proxy; null when the header names none and the socket's own addresses count.</param>
/// <param name="Destination">What the client connected to; null with <paramref name="Source"/>.</param>
internal sealed record ProxyHeader(IPEndPoint? Source, IPEndPoint? Destination)
{
    /// <summary>Version 1 with its CRLF.</summary>
    public const int LongestText = 107;

    /// <summary>Signature, version, family and length of version 2.</summary>
    private const int BinaryStart = 16;

    private const byte Version2 = 0x20;
    private const byte Local = 0;
    private const byte Proxy = 1;
    private const int ChecksumTlv = 3;
    private const int UniqueIdTlv = 5;
    private const int LongestUniqueId = 128;

    private static readonly ProxyHeader SocketCounts = new(null, null);

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    private static ReadOnlySpan<byte> TextStart => "PROXY "u8;

    /// <summary>Reads the header that the octets begin with.</summary>
    /// <param name="octets">What has come so far.</param>
    /// <param name="header">The header, when it is there.</param>
    /// <param name="length">Octets it has; what follows belongs to SMTP or TLS.</param>
    /// <returns>False when it is malformed; true with no header when more octets have to come.</returns>
    public static bool TryRead(ReadOnlySpan<byte> octets, out ProxyHeader? header, out int length)
    {
        header = null;
        length = 0;
        if (octets.IsEmpty) return true;
        return octets[0] == Signature[0] ? TryReadBinary(octets, out header, out length) : TryReadText(octets, out header, out length);
    }

    private static bool TryReadText(ReadOnlySpan<byte> octets, out ProxyHeader? header, out int length)
    {
        header = null;
        length = 0;
        var known = Math.Min(octets.Length, TextStart.Length);
        if (!octets[..known].SequenceEqual(TextStart[..known])) return false;
        var end = octets[..Math.Min(octets.Length, LongestText)].IndexOf("\r\n"u8);
        if (end < 0) return octets.Length < LongestText;
        length = end + 2;
        header = ParseText(Encoding.Latin1.GetString(octets[TextStart.Length..end]).Split(' '));
        return header is not null;
    }

    private static ProxyHeader? ParseText(string[] words)
    {
        // "UNKNOWN": the receiver must ignore anything before the CRLF.
        if (words[0] == "UNKNOWN") return SocketCounts;
        if (words.Length != 5 || words[0] is not ("TCP4" or "TCP6")) return null;
        var isSix = words[0] == "TCP6";
        return TryAddress(words[1], isSix, out var source) && TryAddress(words[2], isSix, out var destination)
            && TryPort(words[3], out var sourcePort) && TryPort(words[4], out var destinationPort)
            ? new ProxyHeader(new IPEndPoint(source, sourcePort), new IPEndPoint(destination, destinationPort))
            : null;
    }

    private static bool TryAddress(string text, bool isSix, out IPAddress address)
    {
        address = IPAddress.None;
        if (isSix) return text.Contains(':') && !text.Contains('%') && !text.Contains('[') && IPAddress.TryParse(text, out address!);
        // IPAddress reads octal, hexadecimal and short forms too; here there are four decimal numbers without leading zeros.
        return IPAddress.TryParse(text, out address!) && address.ToString() == text && !isSix && text.Contains('.') && !text.Contains(':');
    }

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port <= ushort.MaxValue && (text.Length == 1 || text[0] != '0');

    private static bool TryReadBinary(ReadOnlySpan<byte> octets, out ProxyHeader? header, out int length)
    {
        header = null;
        length = 0;
        var known = Math.Min(octets.Length, Signature.Length);
        if (!octets[..known].SequenceEqual(Signature[..known])) return false;
        if (octets.Length > Signature.Length && (octets[Signature.Length] & 0xF0) != Version2) return false;
        if (octets.Length < BinaryStart) return true;
        var whole = BinaryStart + BinaryPrimitives.ReadUInt16BigEndian(octets[14..]);
        if (octets.Length < whole) return true;
        length = whole;
        header = ParseBinary(octets[..whole]);
        return header is not null;
    }

    private static ProxyHeader? ParseBinary(ReadOnlySpan<byte> octets)
    {
        var command = octets[12] & 0x0F;
        var (family, transport) = (octets[13] >> 4, octets[13] & 0x0F);
        if (command is not (Local or Proxy) || family > 3 || transport > 2) return null;
        var addresses = family switch { 1 => 12, 2 => 36, 3 => 216, _ => 0 };
        var rest = octets[BinaryStart..];
        // LOCAL: the proxy's own connection, such as a health check; its addresses, if any, count for nothing.
        if (command == Local) return SocketCounts;
        if (rest.Length < addresses || (family != 0 && !AreTlvsRight(octets, BinaryStart + addresses))) return null;
        if (family is not (1 or 2)) return SocketCounts;
        var size = family == 1 ? 4 : 16;
        return new ProxyHeader(
            new IPEndPoint(new IPAddress(rest[..size]), BinaryPrimitives.ReadUInt16BigEndian(rest[(2 * size)..])),
            new IPEndPoint(new IPAddress(rest.Slice(size, size)), BinaryPrimitives.ReadUInt16BigEndian(rest[(2 * size + 2)..])));
    }

    /// <summary>The TLVs fill the header exactly, and a checksum among them is that of the header.</summary>
    private static bool AreTlvsRight(ReadOnlySpan<byte> octets, int at)
    {
        while (at < octets.Length)
        {
            if (at + 3 > octets.Length) return false;
            var type = octets[at];
            var (start, size) = (at + 3, (int)BinaryPrimitives.ReadUInt16BigEndian(octets[(at + 1)..]));
            if (start + size > octets.Length) return false;
            if (type == UniqueIdTlv && size > LongestUniqueId) return false;
            if (type == ChecksumTlv && (size != 4 || Checksum(octets, start) != BinaryPrimitives.ReadUInt32BigEndian(octets[start..]))) return false;
            at = start + size;
        }

        return true;
    }

    /// <summary>CRC32C over the whole header, with the checksum's own four octets zero.</summary>
    private static uint Checksum(ReadOnlySpan<byte> octets, int checksum)
    {
        var crc = uint.MaxValue;
        for (var i = 0; i < octets.Length; i++) crc = BitOperations.Crc32C(crc, i >= checksum && i < checksum + 4 ? (byte)0 : octets[i]);
        return ~crc;
    }
}
