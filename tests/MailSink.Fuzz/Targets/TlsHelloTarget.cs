using System.Buffers;
using MailSink.Smtp;

namespace MailSink.Fuzz.Targets;

/// <summary>The first record of a TLS handshake, which is looked at before TLS itself sees it.</summary>
internal sealed class TlsHelloTarget : FuzzTarget
{
    public override string Name => "tls-hello";

    public override IReadOnlyList<string> Words { get; } = ["\u0016\u0003\u0001", "\0\0", "\0\u0010", "\0+", "smtp", "\u0001\0\0"];

    public override IEnumerable<byte[]> Seeds =>
    [
        // Version 0x0303, empty session, one cipher suite, no compression; server name "a", ALPN "smtp", TLS 1.3.
        [
            0x16, 3, 1, 0, 75, 1, 0, 0, 71, 3, 3, .. new byte[32], 0, 0, 2, 0x13, 1, 1, 0, 0, 30,
            0, 0, 0, 6, 0, 4, 0, 0, 1, (byte)'a', 0, 16, 0, 7, 0, 5, 4, .. "smtp"u8, 0, 43, 0, 5, 4, 3, 4, 3, 3,
        ],
    ];

    public override int Run(byte[] input)
    {
        var whole = new ReadOnlySequence<byte>(input);
        var isRecord = ClientHello.TryRead(whole, out var hello);
        Require(isRecord || hello is null, "a hello before its record is there");
        _ = ClientHello.MayBegin(whole);
        if (hello is null) return isRecord ? 1 : 0;
        return 2 + (hello.ServerName is null ? 0 : 1) + Math.Min(hello.Protocols.Count, 3) * 2 + (hello.HighestVersion & 7) * 8;
    }
}
