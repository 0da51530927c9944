namespace MailSink.Smtp.Tests;

/// <summary>None of the sequences that some servers take for the end of data may end it.</summary>
public sealed class SmugglingTests
{
    private const string Envelope = "EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n";
    private const string Second = "MAIL FROM:<evil@example.com>\r\nRCPT TO:<victim@example.com>\r\nDATA\r\nevil\r\n";

    /// <summary>On the wire, and as it has to be stored: CRLF and a dot loses the dot, whatever follows.</summary>
    public static TheoryData<string, string> Malformed => new()
    {
        { "\n.\n", "\n.\n" },
        { "\n.\r", "\n.\r" },
        { "\n.\r\n", "\n.\r\n" },
        { "\r\n.\n", "\r\n\n" },
        { "\r\n.\rx", "\r\n\rx" },
        { "\r.\r", "\r.\r" },
        { "\r.\n", "\r.\n" },
        { "\r.\r\n", "\r.\r\n" },
        { "\r\n.\r\r\n", "\r\n\r\r\n" },
        { "\r\n\0.\r\n", "\r\n\0.\r\n" },
        { "\r\n.\0\r\n", "\r\n\0\r\n" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_end_of_data_is_content_and_no_second_message_appears(string wire, string stored)
    {
        foreach (var size in new[] { int.MaxValue, 1, 2, 3 })
        {
            var connection = new Connection(new MemoryHost());
            await connection.SendAsync(Envelope);
            var content = "first" + wire + Second;
            foreach (var part in content.Chunk(Math.Min(size, content.Length))) await connection.SendAsync(new string(part));
            await connection.SendAsync(".\r\n");
            var message = Assert.Single(connection.Host.Messages);
            Assert.Equal("first" + stored + Second, message.Text);
            Assert.Equal("b@example.com", Assert.Single(message.Envelope.Recipients).Address);
            Assert.True(message.Envelope.Content.HasFlag(ContentFacts.EndLookAlike));
            Assert.Contains(message.Envelope.Findings, finding => finding.Id == "D03");
            await connection.CloseAsync();
        }
    }

    [Fact]
    public async Task All_of_them_in_one_message_are_one_message()
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync(Envelope);
        await connection.SendAsync("first" + string.Concat(Malformed.Select(row => row.Data.Item1 + "x")) + "\r\n.\r\n");
        var message = Assert.Single(connection.Host.Messages);
        Assert.Equal("first" + string.Concat(Malformed.Select(row => row.Data.Item2 + "x")) + "\r\n", message.Text);
        await connection.CloseAsync();
    }

    [Theory]
    [InlineData("x\r\n..\r\n", "x\r\n.\r\n")]
    [InlineData(".. and ..\r\n", ". and ..\r\n")]
    [InlineData("a.\r\nb\r\n", "a.\r\nb\r\n")]
    [InlineData("a.\r\n.b\r\n", "a.\r\nb\r\n")]
    public async Task Honest_dots_are_no_look_alike(string wire, string stored)
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync(Envelope + wire + ".\r\n");
        var message = Assert.Single(connection.Host.Messages);
        Assert.Equal(stored, message.Text);
        Assert.Equal(ContentFacts.None, message.Envelope.Content);
        await connection.CloseAsync();
    }
}
