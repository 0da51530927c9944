using System.Text;
using MailSink.Smtp;

namespace MailSink.Fuzz.Targets;

/// <summary>Message content behind DATA, against a reader so simple that it cannot be wrong.</summary>
internal sealed class DotTarget : FuzzTarget
{
    public override string Name => "dots";

    public override IReadOnlyList<string> Words { get; } = ["\r\n.\r\n", "\r\n.", "\r\n..", "\n.\n", "\r.\r", "\r\n.\r", "\r\n\0.\r\n", ".\r\n", "\r", "\n", "."];

    public override int Run(byte[] input)
    {
        var (content, consumed) = ReadSimply(input);
        foreach (var size in (int[])[int.MaxValue, 1, 2, 3, 7])
        {
            var (read, taken, ended) = Read(input, size);
            Require(ended == consumed >= 0, "the end is where there is none, or is missed");
            Require(!ended || taken == consumed, $"{taken} octets are taken, not {consumed}");
            Require(read.AsSpan().SequenceEqual(ended ? content : content.AsSpan(0, Math.Min(read.Length, content.Length))), $"the content differs, cut at {size}");
        }

        return HashOf(content, consumed);
    }

    /// <summary>RFC 5321 section 4.5.2 in three lines: the end, then the dots.</summary>
    private static (byte[] Content, int Consumed) ReadSimply(byte[] input)
    {
        var text = "\r\n" + Encoding.Latin1.GetString(input);
        var end = text.IndexOf("\r\n.\r\n", StringComparison.Ordinal);
        var content = (end < 0 ? text : text[..(end + 2)]).Replace("\r\n.", "\r\n", StringComparison.Ordinal)[2..];
        return (Encoding.Latin1.GetBytes(content), end < 0 ? -1 : end + 3);
    }

    private static (byte[] Content, int Taken, bool Ended) Read(byte[] input, int size)
    {
        var dots = new DotReader();
        var content = new List<byte>();
        var taken = 0;
        while (taken < input.Length)
        {
            var piece = input.AsSpan(taken, Math.Min(size - taken % size, input.Length - taken));
            var run = dots.Next(piece);
            if (run.HeldCr) content.Add((byte)'\r');
            content.AddRange(piece.Slice(run.Start, run.Length));
            taken += run.Consumed;
            if (run.Ended) return ([.. content], taken, true);
        }

        return ([.. content], taken, false);
    }

    private static int HashOf(byte[] content, int consumed)
    {
        var hash = consumed < 0 ? 1 : 2;
        for (var i = 0; i < Math.Min(content.Length, 6); i++) hash = hash * 5 + content[i] switch { 13 => 1, 10 => 2, 46 => 3, _ => 4 };
        return hash;
    }
}
