namespace MailSink.Smtp.Tests;

public sealed class FullListenerTests
{
    [Fact]
    public async Task A_connection_too_many_is_told_421_in_place_of_the_greeting()
    {
        var connection = new Connection(new MemoryHost(), isOneTooMany: true);
        await connection.SendAsync("EHLO c.example.com\r\n");
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("421 4.3.2 sink.test has too many connections\r\n", connection.Take());
        Assert.Equal(SessionEnd.Server, connection.Host.Ended);
    }
}
