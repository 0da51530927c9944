using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MailSink.Smtp;

/// <summary>What a client says of itself when it begins TLS (RFC 8446 section 4.1.2), as far as the lint wants to know it.</summary>
/// <param name="ServerName">The name it asks for (RFC 6066 section 3), or null.</param>
/// <param name="Protocols">Application protocols it offers (RFC 7301 section 3.1); empty when it offers none.</param>
/// <param name="HighestVersion">The highest version it offers, such as 0x0304 for TLS 1.3.</param>
internal sealed record ClientHello(string? ServerName, IReadOnlyList<string> Protocols, int HighestVersion)
{
    /// <summary>TLS 1.2 on the wire.</summary>
    public const int Tls12 = 0x0303;

    private const int RecordHeader = 5;
    private const byte Handshake = 0x16;
    private const byte Hello = 1;
    private const int ServerNames = 0;
    private const int ApplicationProtocols = 16;
    private const int SupportedVersions = 43;

    /// <summary>The octets can be the beginning of a TLS handshake.</summary>
    public static bool MayBegin(ReadOnlySequence<byte> octets)
    {
        Span<byte> start = stackalloc byte[2];
        start = start[..(int)Math.Min(octets.Length, start.Length)];
        octets.Slice(0, start.Length).CopyTo(start);
        return start is [] or [Handshake] or [Handshake, 3];
    }

    /// <summary>Takes the first record, when it is there.</summary>
    /// <returns>False when more octets have to come. What cannot be understood gives no hello; TLS itself then says what is wrong.</returns>
    public static bool TryRead(ReadOnlySequence<byte> octets, out ClientHello? hello)
    {
        hello = null;
        if (octets.Length < RecordHeader) return false;
        Span<byte> header = stackalloc byte[RecordHeader];
        octets.Slice(0, RecordHeader).CopyTo(header);
        var length = BinaryPrimitives.ReadUInt16BigEndian(header[3..]);
        if (octets.Length < RecordHeader + length) return false;
        hello = Parse(octets.Slice(RecordHeader, length).ToArray());
        return true;
    }

    private static ClientHello? Parse(ReadOnlySpan<byte> message)
    {
        // type, length (3), version, random (32), session id, cipher suites, compression methods, extensions
        var reader = new Reader(message);
        if (reader.Take(1) is not [Hello]) return null;
        reader = new Reader(reader.TakeVector(3));
        var version = reader.Take(2);
        reader.Take(32);
        reader.TakeVector(1);
        reader.TakeVector(2);
        reader.TakeVector(1);
        if (reader.Failed) return null;
        string? name = null;
        List<string> protocols = [];
        var highest = (int)BinaryPrimitives.ReadUInt16BigEndian(version);
        var extensions = new Reader(reader.TakeVector(2));
        while (!extensions.IsEmpty && !extensions.Failed)
        {
            var type = extensions.TakeNumber();
            var body = new Reader(extensions.TakeVector(2));
            if (type == ServerNames) name = ReadServerName(body);
            else if (type == ApplicationProtocols) protocols = ReadProtocols(body);
            else if (type == SupportedVersions) highest = ReadHighest(body, highest);
        }

        return new ClientHello(name, protocols, highest);
    }

    private static string? ReadServerName(Reader body)
    {
        var list = new Reader(body.TakeVector(2));
        return list.Take(1) is [0] && list.TakeVector(2) is { Length: > 0 } name ? Encoding.ASCII.GetString(name) : null;
    }

    private static List<string> ReadProtocols(Reader body)
    {
        var protocols = new List<string>();
        var list = new Reader(body.TakeVector(2));
        while (!list.IsEmpty && !list.Failed) protocols.Add(Encoding.ASCII.GetString(list.TakeVector(1)));
        return protocols;
    }

    private static int ReadHighest(Reader body, int highest)
    {
        var list = new Reader(body.TakeVector(1));
        while (!list.IsEmpty && !list.Failed)
        {
            var version = list.TakeNumber();
            // RFC 8701: numbers of the form 0x?A?A mean nothing.
            if ((version & 0x0F0F) != 0x0A0A) highest = Math.Max(highest, version);
        }

        return highest;
    }

    /// <summary>Takes lengths and vectors; what is not there is empty and makes it fail.</summary>
    private ref struct Reader(ReadOnlySpan<byte> octets)
    {
        private ReadOnlySpan<byte> rest = octets;

        public bool Failed { get; private set; }

        public readonly bool IsEmpty => rest.IsEmpty;

        public ReadOnlySpan<byte> Take(int count)
        {
            if (count > rest.Length)
            {
                Failed = true;
                rest = default;
                return default;
            }

            var taken = rest[..count];
            rest = rest[count..];
            return taken;
        }

        public int TakeNumber() => Take(2) is [var high, var low] ? (high << 8) | low : 0;

        /// <summary>Takes a vector behind its length of so many octets.</summary>
        public ReadOnlySpan<byte> TakeVector(int lengthOctets)
        {
            var length = 0;
            foreach (var octet in Take(lengthOctets)) length = (length << 8) | octet;
            return Take(length);
        }
    }
}
