using System.Text;

namespace MailSink.Smtp.Tests.Client;

/// <summary>What servers say, and what the client makes of it.</summary>
public sealed class ReplyTests
{
    [Theory]
    [InlineData("250 ok", 250, "ok")]
    [InlineData("250", 250, "")]
    [InlineData("250 ", 250, "")]
    [InlineData("250-one\n250 two", 250, "one|two")]
    [InlineData("250-one\n250", 250, "one|")]
    [InlineData("250-\n250 two", 250, "|two")]
    [InlineData("250-one\n251 two", 251, "one|two")]
    [InlineData("599 odd", 599, "odd")]
    [InlineData("250 a\tb\x01", 250, "a?b?")]
    public void A_reply_is_read(string lines, int code, string texts)
    {
        var builder = new ReplyBuilder();
        var parts = lines.Split('\n');
        for (var i = 0; i < parts.Length; i++)
            Assert.Equal(i == parts.Length - 1 ? ReplyLine.Last : ReplyLine.More, builder.Add(Encoding.UTF8.GetBytes(parts[i])));

        Assert.Equal(code, builder.Reply.Code);
        Assert.Equal(texts, string.Join('|', builder.Reply.Lines));
    }

    [Theory]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("25 ok")]
    [InlineData("ok")]
    [InlineData("600 ok")]
    [InlineData("199 ok")]
    [InlineData("250ok")]
    [InlineData("250_ok")]
    [InlineData("25O ok")]
    [InlineData(" 250 ok")]
    [InlineData("250-one\n550 two")]
    [InlineData("250-one\ntwo")]
    public void What_is_no_reply_is_not_taken_for_one(string lines)
    {
        var builder = new ReplyBuilder();
        var last = ReplyLine.More;
        foreach (var part in lines.Split('\n')) last = builder.Add(Encoding.UTF8.GetBytes(part));

        Assert.Equal(ReplyLine.Malformed, last);
    }

    [Fact]
    public void A_reply_without_end_is_given_up_and_what_is_kept_of_it_is_bounded()
    {
        var builder = new ReplyBuilder();
        var lines = 0;
        while (builder.Add("250-more"u8) == ReplyLine.More) lines++;

        Assert.Equal(1000, lines);
        Assert.Equal(100, builder.Reply.Lines.Count);
    }

    [Theory]
    [InlineData(250, "2.1.0 ok", "2.1.0")]
    [InlineData(550, "5.7.1", "5.7.1")]
    [InlineData(550, "5.7.100 x", "5.7.100")]
    [InlineData(550, "4.7.1 x", null)]
    [InlineData(550, "5.7 x", null)]
    [InlineData(550, "5..1 x", null)]
    [InlineData(550, "5.7.1000 x", null)]
    [InlineData(550, "", null)]
    public void An_enhanced_code_is_of_the_reply_s_class(int code, string text, string? enhanced) =>
        Assert.Equal(enhanced, new PeerReply(code, [text]).Enhanced);

    [Fact]
    public void Capabilities_are_the_keywords_behind_the_first_line()
    {
        var offers = new ServerCapabilities(["CHUNKING greets you", "pipelining", "SIZE 1000", "AUTH PLAIN login", "AUTH=PLAIN CRAM-MD5", "", "8BITMIME "]);

        Assert.False(offers.Chunking);
        Assert.True(offers.Pipelining);
        Assert.True(offers.EightBitMime);
        Assert.Equal(1000, offers.MaxSize);
        Assert.Equal(["PLAIN", "LOGIN", "CRAM-MD5"], offers.Mechanisms);
        Assert.False(new ServerCapabilities(["x", "BINARYMIME"]).BinaryMime);
        Assert.Equal(0, new ServerCapabilities(["x", "SIZE"]).MaxSize);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reply_may_come_in_any_pieces(bool split)
    {
        var server = new FakeServer(Mail.Ok) { SplitsReplies = split };

        var results = await server.DeliverAsync(Mail.To("a@example.org"));

        Assert.Equal(DeliveryOutcome.Delivered, Assert.Single(results).Outcome);
        Assert.Equal(["EHLO localhost", "MAIL FROM:<joe@example.org>", "RCPT TO:<a@example.org>", "DATA", ".", "QUIT"], server.Lines);
    }

    [Fact]
    public async Task A_line_of_four_kibibytes_is_read_to_its_end_and_one_of_a_hundred_is_given_up()
    {
        var results = await new FakeServer(line => line.StartsWith("RCPT", StringComparison.Ordinal) ? $"250 {new string('x', 5000)}\r\n" : Mail.Ok(line))
            .DeliverAsync(Mail.To("a@example.org"));
        Assert.Equal(DeliveryOutcome.Delivered, Assert.Single(results).Outcome);

        results = await new FakeServer(line => line.StartsWith("RCPT", StringComparison.Ordinal) ? new string('2', 100_000) : Mail.Ok(line))
            .DeliverAsync(Mail.To("a@example.org"));
        Assert.Equal(DeliveryOutcome.Kept, Assert.Single(results).Outcome);
        Assert.Equal("what came was no reply", results[0].Reason);
    }

    /// <summary>No code, another class, two digits, six hundred, no space, codes of two classes, nothing.</summary>
    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("650 no\r\n")]
    [InlineData("25 no\r\n")]
    [InlineData("250no\r\n")]
    [InlineData("250-yes\r\n550 no\r\n")]
    [InlineData("\r\n")]
    public async Task A_malformed_reply_anywhere_keeps_the_message(string malformed)
    {
        foreach (var where in (string[])["", "EHLO", "MAIL", "RCPT", "DATA", "."])
        {
            var server = new FakeServer(line => line == where || where.Length > 1 && line.StartsWith(where, StringComparison.Ordinal) ? malformed : Mail.Ok(line));

            var results = await server.DeliverAsync(Mail.To("a@example.org", "b@example.org"));

            Assert.Equal(2, results.Count);
            Assert.All(results, result => Assert.Equal(DeliveryOutcome.Kept, result.Outcome));
            Assert.DoesNotContain("QUIT", server.Lines);
        }
    }

    [Fact]
    public async Task A_connection_lost_anywhere_keeps_the_message()
    {
        foreach (var where in (string[])["", "EHLO", "MAIL", "RCPT", "DATA", "."])
        {
            var server = new FakeServer(line => line == where || where.Length > 1 && line.StartsWith(where, StringComparison.Ordinal) ? null : Mail.Ok(line));

            var results = await server.DeliverAsync(Mail.To("a@example.org"));

            Assert.Equal(DeliveryOutcome.Kept, Assert.Single(results).Outcome);
            Assert.Equal(SessionEnd.Server, server.Host.Ended);
        }
    }
}
