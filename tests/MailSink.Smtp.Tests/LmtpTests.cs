namespace MailSink.Smtp.Tests;

/// <summary>RFC 2033: what becomes of a message is told for each recipient.</summary>
public sealed class LmtpTests
{
    private const string Envelope =
        "LHLO client.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<c@example.com>\r\nRCPT TO:<d@example.com>\r\nDATA\r\n";

    private static readonly SmtpOptions Lmtp = new() { HostName = "sink.test", IsLmtp = true };

    [Fact]
    public async Task A_recipient_with_an_outcome_of_its_own_is_told_that_one()
    {
        var host = new MemoryHost { Outcomes = envelope => envelope.Recipients[1].Outcome = RecipientOutcome.Answered(Replies.StorageFull) };
        var said = await SendAsync(host);
        Assert.Equal(["250 2.0.0 Ok: queued as m1", Replies.StorageFull.Line, "250 2.0.0 Ok: queued as m1"], said);
        Assert.Equal(3, Assert.Single(host.Messages).Envelope.AnswerLines);
    }

    [Fact]
    public async Task A_message_nobody_takes_is_not_stored()
    {
        var host = new MemoryHost
        {
            Outcomes = envelope => envelope.Recipients.ForEach(recipient => recipient.Outcome = RecipientOutcome.Answered(Replies.StorageFull)),
        };
        Assert.Equal([Replies.StorageFull.Line, Replies.StorageFull.Line, Replies.StorageFull.Line], await SendAsync(host));
        Assert.Empty(host.Messages);
        Assert.Equal(0, host.OpenContents);
    }

    [Fact]
    public async Task An_answer_of_several_lines_is_one_answer()
    {
        var two = Replies.Help.With("first", ["second"]);
        var host = new MemoryHost { Outcomes = envelope => envelope.Recipients[0].Outcome = RecipientOutcome.Answered(two) };
        Assert.Equal(["214-2.0.0 first", "214 2.0.0 second", "250 2.0.0 Ok: queued as m1", "250 2.0.0 Ok: queued as m1"], await SendAsync(host));
        Assert.Equal(4, Assert.Single(host.Messages).Envelope.AnswerLines);
    }

    [Fact]
    public async Task What_a_report_tells_is_not_told_in_the_conversation()
    {
        var host = new MemoryHost { Outcomes = envelope => envelope.Recipients[0].Outcome = new RecipientOutcome(550, "5.1.1", "No such mailbox") };
        Assert.All(await SendAsync(host), line => Assert.Equal("250 2.0.0 Ok: queued as m1", line));
        Assert.Single(host.Messages);
    }

    /// <summary>What is said behind the message.</summary>
    private static async Task<string[]> SendAsync(MemoryHost host)
    {
        var connection = new Connection(host, Lmtp);
        await connection.SendAsync(Envelope);
        connection.Take();
        await connection.SendAsync("Subject: x\r\n\r\ny\r\n.\r\n");
        var said = connection.Take();
        await connection.CloseAsync();
        return said.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
