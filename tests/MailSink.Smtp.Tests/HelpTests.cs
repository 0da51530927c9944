namespace MailSink.Smtp.Tests;

/// <summary>Everything in the tables can be asked about, and what is said fits the wire.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Topics =>
    [
        .. CommandTable.Rows.Select(row => row.Name).Concat(ExtensionTable.Rows.Select(row => row.Keyword))
            .Concat(ReplyCodeTable.Rows.Select(row => $"{row.Code}")).Concat(EnhancedStatusTable.Rows.Select(row => row.Code)).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Topics))]
    public async Task Each_topic_is_explained_in_lines_of_printable_ASCII(string topic)
    {
        var connection = new Connection(new MemoryHost());
        connection.Take();
        var lines = (await connection.AskAsync($"HELP {topic}\r\n")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, 2, 40);
        Assert.All(lines, line => Assert.InRange(line.Length, 12, 110));
        Assert.All(lines, line => Assert.DoesNotContain('?', line.Replace("?>", "", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.StartsWith("214", line, StringComparison.Ordinal));
        await connection.CloseAsync();
    }

    [Fact]
    public async Task VRFY_is_answered_252_where_the_host_cannot_tell_now()
    {
        var connection = new Connection(new MemoryHost { Mailboxes = null }, new SmtpOptions { HostName = "sink.test", TellsMailboxes = true });
        connection.Take();
        Assert.StartsWith("252 2.5.0 ", await connection.AskAsync("VRFY bob\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("252 2.5.0 ", await connection.AskAsync("EXPN bob\r\n"), StringComparison.Ordinal);
        await connection.CloseAsync();
    }
}
