using System.Net;
using System.Numerics;
using System.Text;
using MailSink.Listeners;
using Xunit;

namespace MailSink.Tests.Listeners;

public sealed class ProxyHeaderTests
{
    private static readonly byte[] Signature = [0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];
    private static readonly byte[] Four = [192, 0, 2, 1, 198, 51, 100, 2, 0x12, 0x34, 0, 25];

    public static TheoryData<byte[], string> Right => new()
    {
        { "PROXY TCP4 192.0.2.1 198.51.100.2 4660 25\r\n"u8.ToArray(), "192.0.2.1:4660 198.51.100.2:25" },
        { "PROXY TCP6 2001:db8::1 ::1 65535 0\r\n"u8.ToArray(), "[2001:db8::1]:65535 [::1]:0" },
        { "PROXY UNKNOWN\r\n"u8.ToArray(), " " },
        { "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n"u8.ToArray(), " " },
        { Binary(0x21, 0x11, Four), "192.0.2.1:4660 198.51.100.2:25" },
        { Binary(0x21, 0x12, Four), "192.0.2.1:4660 198.51.100.2:25" },
        { Binary(0x21, 0x21, [.. IPAddress.Parse("2001:db8::1").GetAddressBytes(), .. IPAddress.IPv6Loopback.GetAddressBytes(), 1, 0, 0, 25]), "[2001:db8::1]:256 [::1]:25" },
        { Binary(0x21, 0x31, new byte[216]), " " },
        { Binary(0x21, 0x00, []), " " },
        { Binary(0x20, 0x00, []), " " },
        { Binary(0x20, 0x11, Four), " " },
        { Binary(0x21, 0x11, [.. Four, 0x02, 0, 3, (byte)'a', (byte)'.', (byte)'b', 0x04, 0, 2, 0, 0, 0x05, 0, 1, 7]), "192.0.2.1:4660 198.51.100.2:25" },
        { Checked(Binary(0x21, 0x11, [.. Four, 0x04, 0, 1, 9, 0x03, 0, 4, 0, 0, 0, 0])), "192.0.2.1:4660 198.51.100.2:25" },
    };

    public static TheoryData<byte[]> Wrong =>
    [
        "EHLO x\r\n"u8.ToArray(), "proxy TCP4 192.0.2.1 192.0.2.2 1 2\r\n"u8.ToArray(), "PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n"u8.ToArray(),
        "PROXY TCP4 192.0.2.1  192.0.2.2 1 2\r\n"u8.ToArray(), "PROXY TCP4 192.0.2.01 192.0.2.2 1 2\r\n"u8.ToArray(),
        "PROXY TCP4 192.0.2.1 192.0.2.2 01 2\r\n"u8.ToArray(), "PROXY TCP4 192.0.2.1 192.0.2.2 1 65536\r\n"u8.ToArray(),
        "PROXY TCP4 ::1 ::1 1 2\r\n"u8.ToArray(), "PROXY TCP6 192.0.2.1 192.0.2.2 1 2\r\n"u8.ToArray(), "PROXY TCP4 3232235777 1 1 2\r\n"u8.ToArray(),
        "PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n"u8.ToArray(), "PROXY \r\n"u8.ToArray(), Encoding.ASCII.GetBytes("PROXY UNKNOWN " + new string('x', 107)),
        Binary(0x11, 0x11, Four), Binary(0x22, 0x11, Four), Binary(0x21, 0x41, Four), Binary(0x21, 0x13, Four), Binary(0x21, 0x11, Four[..8]),
        Binary(0x21, 0x11, [.. Four, 0x03, 0, 4, 0, 0, 0, 0]), Binary(0x21, 0x11, [.. Four, 0x03, 0, 3, 0, 0, 0]), Binary(0x21, 0x11, [.. Four, 0x04, 0]),
        Binary(0x21, 0x11, [.. Four, 0x04, 0, 9, 1]), Binary(0x21, 0x11, [.. Four, 0x05, 0, 129, .. new byte[129]]),
    ];

    [Theory]
    [MemberData(nameof(Right))]
    public void A_header_is_read_and_what_follows_is_left(byte[] header, string ends)
    {
        Assert.True(ProxyHeader.TryRead([.. header, .. "EHLO x\r\n"u8], out var read, out var length));
        Assert.Equal(ends, $"{read!.Source} {read.Destination}");
        Assert.Equal(header.Length, length);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void A_part_of_a_header_is_waited_for(byte[] header, string ends)
    {
        for (var come = 0; come < header.Length; come++)
        {
            Assert.True(ProxyHeader.TryRead(header.AsSpan(0, come), out var read, out var length), $"{ends} at {come}");
            Assert.Null(read);
            Assert.Equal(0, length);
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_malformed_header_is_refused(byte[] header)
    {
        Assert.False(ProxyHeader.TryRead(header, out var read, out _));
        Assert.Null(read);
    }

    [Fact]
    public void Any_octets_are_read_without_an_exception()
    {
        var random = new Random(4711);
        for (var round = 0; round < 20_000; round++)
        {
            var octets = round % 2 == 0 ? Binary(0x21, 0x11, Four) : "PROXY TCP4 192.0.2.1 198.51.100.2 4660 25\r\n"u8.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--) octets[random.Next(octets.Length)] = (byte)random.Next(256);
            ProxyHeader.TryRead(octets.AsSpan(0, random.Next(octets.Length + 1)), out _, out _);
        }
    }

    private static byte[] Binary(byte command, byte family, byte[] rest) =>
        [.. Signature, command, family, (byte)(rest.Length >> 8), (byte)rest.Length, .. rest];

    /// <summary>With the right CRC32C in its last four octets.</summary>
    private static byte[] Checked(byte[] header)
    {
        var crc = uint.MaxValue;
        foreach (var octet in header) crc = BitOperations.Crc32C(crc, octet);
        crc = ~crc;
        return [.. header[..^4], (byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }
}
