using System.Text;

namespace MailSink.Smtp.Tests.Client;

/// <summary>What goes out with DATA comes in the same at the other side, and never ends early.</summary>
public sealed class DotWriterTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData("..", "...\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData("a\r\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\n.\nb\n", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("a\r\r\n", "a\r\n\r\n.\r\n")]
    [InlineData("a\r", "a\r\n.\r\n")]
    [InlineData("\n", "\r\n.\r\n")]
    [InlineData("a.b\r\nc.\r\n", "a.b\r\nc.\r\n.\r\n")]
    [InlineData("\r\n.", "\r\n..\r\n.\r\n")]
    public void Every_split_of_a_text_becomes_the_same(string text, string sent)
    {
        var octets = Encoding.Latin1.GetBytes(text);
        for (var split = 0; split <= octets.Length; split++)
            Assert.Equal(sent, Encoding.Latin1.GetString(Send(octets[..split], octets[split..])));
        Assert.Equal(sent, Encoding.Latin1.GetString(Send([.. octets.Select(octet => new[] { octet })])));
    }

    [Fact]
    public void Whatever_is_sent_ends_only_at_its_end()
    {
        var random = new Random(1);
        var alphabet = "\r\n.a"u8.ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var octets = Enumerable.Range(0, random.Next(12)).Select(_ => alphabet[random.Next(alphabet.Length)]).ToArray();
            var sent = Send(octets);
            var dots = new DotReader();
            var rest = sent.AsSpan();
            var content = new List<byte>();
            DotRun run;
            do
            {
                run = dots.Next(rest);
                if (run.HeldCr) content.Add((byte)'\r');
                content.AddRange(rest.Slice(run.Start, run.Length));
                rest = rest[run.Consumed..];
            }
            while (!run.Ended);

            Assert.True(rest.IsEmpty);
            Assert.False(dots.SawLookAlike);
            var expected = Encoding.Latin1.GetString(octets).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
            if (expected.Length > 0 && !expected.EndsWith('\n')) expected += "\r\n";
            Assert.Equal(expected, Encoding.Latin1.GetString([.. content]));
        }
    }

    private static byte[] Send(params byte[][] parts)
    {
        var dots = new DotWriter();
        var sent = new List<byte>();
        foreach (var part in parts)
        {
            var room = new byte[DotWriter.Bound(part.Length)];
            sent.AddRange(room[..dots.Write(part, room)]);
        }

        var end = new byte[DotWriter.Bound(0)];
        return [.. sent, .. end[..dots.End(end)]];
    }
}
