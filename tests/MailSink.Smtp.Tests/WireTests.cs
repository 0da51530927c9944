using System.Text;
using CsCheck;

namespace MailSink.Smtp.Tests;

/// <summary>The vectorised readers against the plainest code that can be written for the same rule.</summary>
public sealed class WireTests
{
    /// <summary>Few different octets, so that every odd sequence occurs.</summary>
    private static readonly Gen<byte[]> Odd = Gen.OneOf(
        Gen.Int[0, 7].Select(i => "\r\n.\0x\u00e9\t "[i]).Select(c => (byte)c),
        Gen.Const((byte)'x')).Array[0, 300];

    private static readonly Gen<byte[]> Texts = Gen.Select(Odd, Gen.Int[0, 1100], Odd, (a, run, b) => (byte[])[.. a, .. Enumerable.Repeat((byte)'y', run), .. b]);

    [Fact]
    public void Dots_are_read_as_the_plain_rule_says() => Gen.Select(Odd, Gen.Int[1, 80]).Sample((text, size) =>
    {
        byte[] wire = [.. text, .. "\r\n.\r\nNOOP\r\n"u8];
        var (content, consumed) = ReadPlainly(wire);
        var reader = new DotReader();
        var got = new List<byte>();
        var taken = 0;
        for (var ended = false; !ended;)
        {
            var part = wire.AsSpan(taken, Math.Min(size, wire.Length - taken));
            while (!part.IsEmpty && !ended)
            {
                var run = reader.Next(part);
                if (run.HeldCr) got.Add((byte)'\r');
                got.AddRange(part.Slice(run.Start, run.Length));
                part = part[run.Consumed..];
                taken += run.Consumed;
                ended = run.Ended;
            }
        }

        Assert.Equal(content, got);
        Assert.Equal(consumed, taken);
    });

    [Fact]
    public void Facts_are_counted_as_the_plain_rules_say() => Gen.Select(Texts, Gen.Int[1, 200]).Sample((text, size) =>
    {
        var scan = new ContentScan();
        for (var at = 0; at < text.Length; at += size) scan.Scan(text.AsSpan(at, Math.Min(size, text.Length - at)));
        scan.Finish();
        var bareLf = Where(text, i => text[i] == '\n' && (i == 0 || text[i - 1] != '\r'));
        var bareCr = Where(text, i => text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
        Verify(bareLf, scan.BareLf, scan.Facts, ContentFacts.BareLf);
        Verify(bareCr, scan.BareCr, scan.Facts, ContentFacts.BareCr);
        Verify(Where(text, i => text[i] == 0), scan.Nul, scan.Facts, ContentFacts.Nul);
        Verify(Where(text, i => text[i] > 127), scan.EightBit, scan.Facts, ContentFacts.EightBit);
        var lines = Encoding.Latin1.GetString(text).Split('\n');
        var isLong = lines.Any(line => (line.EndsWith('\r') ? line.Length - 1 : line.Length) > 998);
        Assert.Equal(isLong, scan.Facts.HasFlag(ContentFacts.LongLine));
        Assert.Equal(text.Length > 0 && text[^1] != '\n', scan.EndsInsideLine);
    });

    /// <summary>RFC 5321 section 4.5.2, octet by octet: the whole input is there, so looking ahead is easy.</summary>
    private static (List<byte> Content, int Consumed) ReadPlainly(byte[] wire)
    {
        var content = new List<byte>();
        for (var i = 0; i < wire.Length; i++)
        {
            var behindCrlf = i == 0 || i > 1 && wire[i - 2] == '\r' && wire[i - 1] == '\n';
            if (wire[i] == '.' && behindCrlf)
            {
                if (wire.AsSpan(i + 1).StartsWith("\r\n"u8)) return (content, i + 3);
                continue;
            }

            content.Add(wire[i]);
        }

        throw new InvalidOperationException("no end");
    }

    private static List<int> Where(byte[] text, Func<int, bool> predicate) => [.. Enumerable.Range(0, text.Length).Where(predicate)];

    private static void Verify(List<int> expected, FactTally tally, ContentFacts facts, ContentFacts fact)
    {
        Assert.Equal(expected.Count, tally.Count);
        Assert.Equal(expected.Count > 0, facts.HasFlag(fact));
        if (expected.Count > 0) Assert.Equal(expected[0], tally.First);
    }
}
