using System.Globalization;
using System.Text;

namespace MailSink.Benchmarks.Load;

/// <summary>
/// A mail of an exact size, rendered once. No line begins with a dot, so that the octets serve DATA and BDAT alike. A run of
/// <see cref="StampLength"/> octets in Subject and Message-ID is overwritten for each message, so that no two are equal.
/// </summary>
internal sealed class SampleMail
{
    public const int StampLength = 16;
    private const int LargestInMemory = 8 * 1024 * 1024;
    private const string Line = "The quick brown fox jumps over the lazy dog; this line is text to fill it.\r\n";
    private static readonly byte[] _lines = RenderedMessage.Octets(string.Concat(Enumerable.Repeat(Line, 16 * 1024)));

    /// <param name="octets">Size of the whole mail, 512 or more; it ends in CRLF.</param>
    public SampleMail(int octets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(octets, 512);
        Length = octets;
        FillerTimes = Math.Max(0, octets - LargestInMemory) / _lines.Length;
        Octets = Render(octets - (FillerTimes * _lines.Length));
    }

    public int Length { get; }

    /// <summary>The mail without its filler.</summary>
    public byte[] Octets { get; }

    /// <summary>Whole lines that stand <see cref="FillerTimes"/> times in the body of a mail too large to be held.</summary>
    public static ReadOnlyMemory<byte> Filler => _lines;

    public int FillerTimes { get; }

    /// <summary>Positions in a rendered mail that <see cref="Stamp"/> overwrites.</summary>
    public static (int MessageId, int Subject) StampPositions(ReadOnlySpan<byte> mail) =>
        (mail.IndexOf("Message-ID: <"u8) + 13, mail.IndexOf("Subject: Load "u8) + 14);

    /// <summary>Makes the copy of a mail in <paramref name="octets"/> differ from every other by its number.</summary>
    public static void Stamp(Span<byte> octets, (int MessageId, int Subject) positions, long number)
    {
        var digits = octets.Slice(positions.MessageId, StampLength);
        number.TryFormat(digits, out _, "x16", CultureInfo.InvariantCulture);
        digits.CopyTo(octets[positions.Subject..]);
    }

    private static byte[] Render(int octets)
    {
        var stamp = new string('0', StampLength);
        var header = $"""
            Received: from client.bench.example ([127.0.0.1]) by load.bench.example; Mon, 5 Jan 2026 10:00:00 +0000
            Message-ID: <{stamp}@bench.example>
            Date: Mon, 5 Jan 2026 10:00:00 +0000
            From: Load Generator <sender@bench.example>
            To: Recipient <recipient@bench.example>
            Subject: Load {stamp}
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit


            """.ReplaceLineEndings("\r\n");
        var mail = new byte[octets];
        FillBody(mail.AsSpan(Encoding.ASCII.GetBytes(header, mail)));
        return mail;
    }

    private static void FillBody(Span<byte> body)
    {
        for (var at = 0; at < body.Length; at += _lines.Length)
        {
            _lines.AsSpan(0, Math.Min(_lines.Length, body.Length - at)).CopyTo(body[at..]);
        }

        "..\r\n"u8.CopyTo(body[^4..]);
        if (body[^5] == (byte)'\n') body[^5] = (byte)'.';
    }
}
