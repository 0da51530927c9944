namespace MailSink.Smtp.Tests;

/// <summary>A transaction that was interrupted inside its message goes on over another connection (RFC 1845).</summary>
public sealed class CheckpointTests
{
    private static SmtpOptions NewOptions() => new() { HostName = "sink.test", EnabledExtensions = new HashSet<string> { "CHECKPOINT" } };

    private const string Mail = "MAIL FROM:<a@example.com> TRANSID=<1@client.example.com>\r\n";

    [Theory]
    [InlineData("DATA\r\nSubject: half")]
    [InlineData("BDAT 100\r\nSubject: half")]
    public async Task The_recipients_are_still_there_once(string begun)
    {
        var options = NewOptions();
        var first = await ConnectAsync(options, "client.example.com");
        await first.SendAsync(Mail + "RCPT TO:<b@example.com>\r\nRCPT TO:<c@example.com>\r\n" + begun);
        await first.CloseAsync();

        var second = await ConnectAsync(options, "client.example.com");
        Assert.Equal("355 0 is the transaction offset\r\n", await second.AskAsync(Mail));
        Assert.StartsWith("354 ", await second.AskAsync("DATA\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("250 ", await second.AskAsync("Subject: whole\r\n\r\n.\r\n"), StringComparison.Ordinal);
        Assert.Equal(["b@example.com", "c@example.com"], second.Host.Messages.Single().Envelope.Recipients.Select(recipient => recipient.Address));
        Assert.StartsWith("250 ", await second.AskAsync(Mail), StringComparison.Ordinal);
        await second.CloseAsync();
    }

    [Theory]
    [InlineData(48, "355 ")]
    [InlineData(49, "250 ")]
    public async Task They_are_there_for_two_days(int hours, string answer)
    {
        var (options, time) = (NewOptions(), new ManualTime());
        var first = await ConnectAsync(options, "client.example.com", time);
        await first.SendAsync(Mail + "RCPT TO:<b@example.com>\r\nDATA\r\nSubject: half");
        await first.CloseAsync();
        time.Pass(TimeSpan.FromHours(hours));

        var second = await ConnectAsync(options, "client.example.com", time);
        Assert.StartsWith(answer, await second.AskAsync(Mail), StringComparison.Ordinal);
        await second.CloseAsync();
    }

    [Fact]
    public async Task What_is_too_old_makes_room()
    {
        var (options, time) = (NewOptions(), new ManualTime());
        for (var i = 0; i < 257; i++)
        {
            if (i == 256) time.Pass(TimeSpan.FromHours(49));
            var lost = await ConnectAsync(options, $"client{i}.example.com", time);
            await lost.SendAsync(Mail + "RCPT TO:<b@example.com>\r\nDATA\r\nSubject: half");
            await lost.CloseAsync();
        }

        var last = await ConnectAsync(options, "client256.example.com", time);
        Assert.StartsWith("355 ", await last.AskAsync(Mail), StringComparison.Ordinal);
        await last.CloseAsync();
    }

    [Fact]
    public async Task Another_client_has_no_part_in_it()
    {
        var options = NewOptions();
        var first = await ConnectAsync(options, "client.example.com");
        await first.SendAsync(Mail + "RCPT TO:<b@example.com>\r\nDATA\r\nSubject: half");
        await first.CloseAsync();

        var other = await ConnectAsync(options, "other.example.com");
        Assert.StartsWith("250 ", await other.AskAsync(Mail), StringComparison.Ordinal);
        await other.CloseAsync();
    }

    private static async Task<Connection> ConnectAsync(SmtpOptions options, string name, TimeProvider? time = null)
    {
        var connection = new Connection(new MemoryHost(), options, time);
        Assert.Contains("250-CHECKPOINT\r\n", await connection.AskAsync($"EHLO {name}\r\n"), StringComparison.Ordinal);
        return connection;
    }
}
