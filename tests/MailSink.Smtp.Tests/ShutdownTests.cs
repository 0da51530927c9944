namespace MailSink.Smtp.Tests;

public sealed class ShutdownTests
{
    private const string Envelope = "EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\n";

    [Theory]
    [InlineData("")]
    [InlineData("EHLO c.example.com\r\n")]
    [InlineData(Envelope)]
    [InlineData("EHLO c.example.com\r\nAUTH LOGIN\r\n")]
    [InlineData("EHLO c.example.com\r\nNO")]
    public async Task An_idle_session_is_told_421_and_ends(string before)
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync(before);
        connection.Take();
        connection.Session.Shutdown();
        await EndsAsync(connection, "421 4.3.2 sink.test is shutting down\r\n");
    }

    [Fact]
    public async Task A_message_under_way_is_finished_first()
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync(Envelope + "DATA\r\nhalf");
        connection.Take();
        connection.Session.Shutdown();
        Assert.Equal("", connection.Take());
        await connection.SendAsync(" and half\r\n.\r\nMAIL FROM:<c@example.com>\r\n");
        await EndsAsync(connection, "250 2.0.0 Ok: queued as m1\r\n421 4.3.2 sink.test is shutting down\r\n");
        Assert.Single(connection.Host.Messages);
    }

    [Theory]
    [InlineData("BDAT 10\r\nhalf", "56789")]
    [InlineData("BDAT 4\r\nhalf", "BDAT 2 LA")]
    public async Task Chunks_under_way_are_finished_first(string before, string after)
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync(Envelope + before);
        connection.Session.Shutdown();
        connection.Take();
        await connection.SendAsync(after);
        Assert.Equal("", connection.Take());
        await connection.SendAsync(after[0] == 'B' ? "ST\r\n\r\n" : "0BDAT 0 LAST\r\n");
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.EndsWith("250 2.0.0 Ok: queued as m1\r\n421 4.3.2 sink.test is shutting down\r\n", connection.Take(), StringComparison.Ordinal);
        Assert.Single(connection.Host.Messages);
    }

    [Theory]
    [InlineData("DATA\r\nhalf")]
    [InlineData("BDAT 10\r\nhalf")]
    [InlineData("BDAT 4\r\nhalf")]
    public async Task A_message_that_does_not_come_is_given_up_with_421(string begun)
    {
        var clock = new ManualTime();
        var connection = new Connection(new MemoryHost(), time: clock);
        await connection.SendAsync(Envelope + begun);
        connection.Take();
        connection.Session.Shutdown();
        connection.Session.Tick();
        Assert.False(connection.Run.IsCompleted);

        clock.Pass(TimeSpan.FromSeconds(2));
        connection.Session.Tick();

        await EndsAsync(connection, "421 4.3.2 sink.test is shutting down\r\n");
        Assert.Empty(connection.Host.Messages);
    }

    private static async Task EndsAsync(Connection connection, string said)
    {
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(said, connection.Take());
        Assert.Equal(SessionEnd.Shutdown, connection.Host.Ended);
        Assert.Equal(0, connection.Host.OpenContents);
    }
}
