using System.Buffers;
using CsCheck;

namespace MailSink.Smtp.Tests;

public sealed class ClientHelloTests
{
    [Fact]
    public void Name_protocols_and_version_are_read()
    {
        Assert.True(ClientHello.TryRead(Sequence(Hello(0x0301, [Name("mail.example"), Protocols("h2", "smtp"), Versions(0x2A2A, 0x0304, 0x0303)])), out var hello));
        Assert.Equal("mail.example", hello!.ServerName);
        Assert.Equal(["h2", "smtp"], hello.Protocols);
        Assert.Equal(0x0304, hello.HighestVersion);
    }

    [Fact]
    public void A_hello_without_extensions_tells_its_version()
    {
        Assert.True(ClientHello.TryRead(Sequence(Hello(0x0302, [])), out var hello));
        Assert.Null(hello!.ServerName);
        Assert.Empty(hello.Protocols);
        Assert.Equal(0x0302, hello.HighestVersion);
    }

    [Fact]
    public async Task A_client_of_the_last_century_is_flagged_although_the_handshake_fails()
    {
        var connection = new Connection(new MemoryHost(), new SmtpOptions { Tls = TestTls.Settings("implicit") });
        await connection.SendAsync(Hello(0x0301, [Name("sink.test")]));
        await connection.CloseAsync();
        Assert.Contains(connection.Host.Findings, finding => finding is { Id: "T05" } && finding.Detail.Contains("3.1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_part_of_a_hello_is_waited_for_and_any_part_of_it_is_no_harm()
    {
        var whole = Hello(0x0303, [Name("mail.example"), Protocols("smtp"), Versions(0x0304)]);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.False(ClientHello.TryRead(Sequence(whole[..length]), out _));
            // The record says it is whole, its content is not.
            if (length < 5) continue;
            byte[] cut = [.. whole[..3], (byte)((length - 5) >> 8), (byte)(length - 5), .. whole[5..length]];
            Assert.True(ClientHello.TryRead(Sequence(cut), out _));
        }
    }

    [Fact]
    public void Any_octets_are_read_without_an_exception() =>
        Gen.Byte.Array[0, 80].Sample(
            octets =>
            {
                byte[] record = [0x16, 3, 1, 0, (byte)(octets.Length + 4), 1, 0, 0, (byte)octets.Length, .. octets];
                ClientHello.TryRead(Sequence(record), out _);
                ClientHello.TryRead(Sequence(octets), out _);
            },
            iter: 5000, threads: 1);

    private static ReadOnlySequence<byte> Sequence(byte[] octets) => new(octets);

    private static byte[] Hello(int version, byte[][] extensions)
    {
        byte[] body =
        [
            (byte)(version >> 8), (byte)version, .. new byte[32], 0, .. Vector(2, [0x13, 1, 0xC0, 0x2B]), 1, 0,
            .. extensions.Length > 0 ? Vector(2, [.. extensions.SelectMany(extension => extension)]) : [],
        ];
        return [0x16, 3, 1, .. Vector(2, [1, .. Vector(3, body)])];
    }

    private static byte[] Name(string name) => [0, 0, .. Vector(2, Vector(2, [0, .. Vector(2, Connection.Octets(name))]))];

    private static byte[] Protocols(params string[] names) =>
        [0, 16, .. Vector(2, Vector(2, [.. names.SelectMany(name => Vector(1, Connection.Octets(name)))]))];

    private static byte[] Versions(params int[] versions) =>
        [0, 43, .. Vector(2, Vector(1, [.. versions.SelectMany(version => new[] { (byte)(version >> 8), (byte)version })]))];

    private static byte[] Vector(int lengthOctets, byte[] content) =>
        [.. Enumerable.Range(1, lengthOctets).Select(i => (byte)(content.Length >> (8 * (lengthOctets - i)))), .. content];
}
