using System.Buffers;
using System.IO.Pipelines;
using MailSink.Listeners;

namespace MailSink.Fuzz.Sink;

/// <summary>The header a proxy puts before a connection, in pieces of any size, and what follows it.</summary>
internal sealed class ProxyTarget : FuzzTarget
{
    /// <summary>Cuts that are tried one by one; behind them only those about the header's end.</summary>
    private const int EveryCut = 260;

    private static readonly byte[] Binary = [.. "\r\n\r\n\0\r\nQUIT\n"u8];

    public override string Name => "proxy";

    public override IReadOnlyList<string> Words { get; } =
    [
        "PROXY ", "TCP4 ", "TCP6 ", "UNKNOWN", "\r\n", "192.0.2.1 ", "::1 ", "65535", " 0", "\r\n\r\n\0\r\nQUIT\n", "\u0021\u0011\0\u000C",
        "\u0021\u0021\0\u0024", "\u0020\0\0\0", "\u0003\0\u0004", "\u0005\0\u0001x", "EHLO c\r\n",
    ];

    public override IEnumerable<byte[]> Seeds =>
    [
        "PROXY TCP4 192.0.2.1 198.51.100.2 4660 25\r\nEHLO c\r\n"u8.ToArray(), "PROXY TCP6 2001:db8::1 ::1 65535 0\r\n"u8.ToArray(),
        "PROXY UNKNOWN ffff:f...f:ffff 1\r\n"u8.ToArray(),
        [.. Binary, 0x21, 0x11, 0, 12, 192, 0, 2, 1, 198, 51, 100, 2, 1, 2, 0, 25, .. "EHLO c\r\n"u8],
        [.. Binary, 0x21, 0x21, 0, 36, .. new byte[36]], [.. Binary, 0x21, 0x31, 0, 216, .. new byte[216]], [.. Binary, 0x20, 0, 0, 0],
        [.. Binary, 0x21, 0x11, 0, 19, .. new byte[12], 3, 0, 4, 0, 0, 0, 0], [.. Binary, 0x21, 0x11, 0, 17, .. new byte[12], 4, 0, 2, 9, 9],
    ];

    public override int Run(byte[] input)
    {
        var isRight = ProxyHeader.TryRead(input, out var header, out var length);
        Require(header is null || (isRight && length > 0 && length <= input.Length), $"a header of {length} octets among {input.Length}");
        Require(!isRight || header is not null || length == 0, "octets are taken before the header is there");
        Require(!isRight || header is not null || input.Length < ProxyHeader.LongestText || input[0] == Binary[0], "a line without end is waited for");
        Require(header is not { Source: null } || header.Destination is null, "one end without the other");
        CheckCuts(input, isRight, header, length);
        CheckRest(input, header, length);
        if (header?.Source is not null) CheckAgain(header);
        return (isRight ? 1 : 0) + (header is null ? 0 : 2) + (header?.Source is null ? 0 : 4) + (input.Length > 12 && input[0] == Binary[0] ? 8 * (1 + input[12] % 4) : 0)
            + 64 * (header?.Source?.AddressFamily.GetHashCode() ?? 0) + 1024 * Math.Min(length, 300);
    }

    /// <summary>However much has come, it is waited for more, or the outcome is there and stays.</summary>
    private static void CheckCuts(byte[] input, bool isRight, ProxyHeader? header, int length)
    {
        var decided = false;
        foreach (var cut in Enumerable.Range(0, Math.Min(EveryCut, input.Length)).Concat([length - 1, length, length + 1, input.Length]).Where(cut => cut >= 0 && cut <= input.Length).Order())
        {
            var known = ProxyHeader.TryRead(input.AsSpan(0, cut), out var early, out var taken);
            if (known && early is null)
            {
                Require(!decided && taken == 0, $"the outcome is there and is gone at {cut}");
                continue;
            }

            decided = true;
            Require(known == isRight && early == header, $"another outcome at {cut}");
            Require(!known || (taken == length && cut >= length), $"{taken} octets at {cut}, not {length}");
        }
    }

    /// <summary>The reader of connections takes the header and nothing behind it.</summary>
    private static void CheckRest(byte[] input, ProxyHeader? header, int length)
    {
        var pipe = new Pipe(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));
        var reading = ProxyHeaderReader.ReadAsync(pipe.Reader, TimeProvider.System, CancellationToken.None).AsTask();
        for (var at = 0; at < input.Length;)
        {
            var size = Math.Min(1 + (input[at] + at) % 7, input.Length - at);
            pipe.Writer.WriteAsync(input.AsMemory(at, size)).AsTask().GetAwaiter().GetResult();
            at += size;
        }

        pipe.Writer.Complete();
        Require(reading.GetAwaiter().GetResult() == header, "the reader comes to another header");
        if (header is null) return;
        var rest = pipe.Reader.TryRead(out var left) ? left.Buffer.ToArray() : [];
        Require(rest.AsSpan().SequenceEqual(input.AsSpan(length)), "what follows the header is not what was sent");
    }

    /// <summary>The ends written as version 1 are the same ends.</summary>
    private static void CheckAgain(ProxyHeader header)
    {
        var (source, destination) = (header.Source!, header.Destination!);
        var family = source.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "TCP4" : "TCP6";
        var line = $"PROXY {family} {source.Address} {destination.Address} {source.Port} {destination.Port}\r\n";
        Require(ProxyHeader.TryRead(System.Text.Encoding.ASCII.GetBytes(line), out var again, out _) && again == header, $"'{line}' is understood as something else");
    }
}
