using System.Text;
using CsCheck;
using MailSink.Smtp;
using MailSink.Storage.Transcripts;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class TranscriptCodecTests
{
    private static readonly Gen<string?> Word = OneOf("MAIL", "content", "X-UNKNOWN", null);

    private static readonly Gen<Line> Lines =
        from source in Gen.Enum<LineSource>()
        from time in Gen.Long[0, 10_000_000_000]
        from text in Gen.Char[' ', '\uffef'].Where(c => !char.IsSurrogate(c)).Array[0, 60]
        from extra in Gen.Long[0, 5_000_000_000]
        from command in Word
        from reply in OneOf("fixed", "filled", null)
        from note in Word
        from rule in OneOf("r-7", null)
        select new Line(source, time, new string(text), extra, command, reply, note, rule);

    [Fact]
    public void What_is_appended_is_read_back_in_as_many_parts_as_it_was_stored() =>
        Lines.Array[0, 40].Select(Gen.Int[0, 40]).Sample((lines, cut) =>
        {
            var buffer = new TranscriptBuffer();
            var time = 0L;
            var read = new List<TranscriptEntry>();
            for (var i = 0; i < lines.Length; i++)
            {
                if (i == cut)
                {
                    read.AddRange(TranscriptCodec.Read(buffer.Take().Span, TableText));
                    buffer.Stored();
                }

                time += lines[i].Time;
                Append(buffer, i + 1, time, lines[i]);
            }

            read.AddRange(TranscriptCodec.Read(buffer.Copy(), TableText));
            time = 0;
            Assert.Equal(lines.Length, read.Count);
            for (var i = 0; i < lines.Length; i++)
            {
                time += lines[i].Time;
                AssertSame(i + 1, time, lines[i], read[i]);
            }
        });

    [Fact]
    public void A_part_that_could_not_be_stored_is_kept_for_the_next_try()
    {
        var buffer = new TranscriptBuffer();
        Append(buffer, 1, 5, new Line(LineSource.Client, 5, "NOOP", 0, "NOOP", null, null, null));
        var lent = buffer.Take();
        Append(buffer, 2, 9, new Line(LineSource.Server, 4, "250 Ok", 0, "NOOP", "filled", null, null));

        Assert.True(buffer.Take().IsEmpty);
        buffer.NotStored();

        Assert.Single(TranscriptCodec.Read(lent.Span, TableText));
        Assert.Equal([1, 2], TranscriptCodec.Read(buffer.Take().Span, TableText).Select(e => e.Number));
    }

    [Fact]
    public void Octets_that_are_no_text_are_shown_as_Latin_1()
    {
        var buffer = new TranscriptBuffer();
        buffer.Append(new TranscriptLine { Number = 1, At = default, Source = LineSource.Client, Text = [0xe9, 0x41], Octets = 4 });

        Assert.Equal("éA", Assert.Single(TranscriptCodec.Read(buffer.Copy(), TableText)).Text);
    }

    [Fact]
    public void Damaged_parts_never_throw() => Gen.Byte.Array[0, 200].Sample(octets =>
    {
        octets = [1, .. octets];
        TranscriptCodec.Read(octets, TableText);
    });

    private static Gen<string?> OneOf(params string?[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Append(TranscriptBuffer buffer, int number, long time, Line line)
    {
        var text = line.Reply == "fixed" ? TableText("fixed")! : line.Text;
        var octets = Encoding.UTF8.GetBytes(text);
        buffer.Append(new TranscriptLine
        {
            Number = number,
            At = TimeSpan.FromMicroseconds(time),
            Source = line.Source,
            Text = octets,
            Octets = line.Source == LineSource.Event ? line.Extra : octets.Length + 2,
            Command = line.Command,
            ReplyId = line.Reply,
            IsTableText = line.Reply == "fixed",
            Note = line.Note,
            RuleId = line.Rule,
        });
    }

    private static void AssertSame(int number, long time, Line line, TranscriptEntry entry)
    {
        var text = line.Reply == "fixed" ? TableText("fixed")! : line.Text;
        Assert.Equal(
            (number, time, line.Source, text, line.Command, line.Reply, line.Note, line.Rule),
            (entry.Number, (long)entry.At.TotalMicroseconds, entry.Source, entry.Text, entry.Command, entry.ReplyId, entry.Note, entry.RuleId));
        Assert.Equal(line.Source == LineSource.Event ? line.Extra : Encoding.UTF8.GetByteCount(text) + 2, entry.Octets);
    }

    private static string? TableText(string id) => id == "fixed" ? "250 2.1.0 Ok" : null;

    private sealed record Line(
        LineSource Source, long Time, string Text, long Extra, string? Command, string? Reply, string? Note, string? Rule);
}
