namespace MailSink.Smtp.Tests.Client;

/// <summary>A server that says nothing is waited for as long as RFC 5321 section 4.5.3.2 says, and no longer.</summary>
public sealed class ClientTimeTests
{
    [Theory]
    [InlineData("", 5 * 60)]
    [InlineData("EHLO localhost", 5 * 60)]
    [InlineData("MAIL FROM:<joe@example.org>", 5 * 60)]
    [InlineData("DATA", 2 * 60)]
    [InlineData(".", 10 * 60)]
    public async Task Silence_is_waited_out(string where, int seconds)
    {
        var time = new ManualTime();
        SmtpClientSession? client = null;
        var silent = new TaskCompletionSource();
        var server = new FakeServer(line =>
        {
            if (line != where) return Mail.Ok(line);
            silent.TrySetResult();
            return "";
        });

        var delivering = server.RunAsync(new SmtpClientOptions(), async session =>
        {
            client = session;
            await session.OpenAsync();
            return (Results: await session.SendAsync(Mail.To("a@example.org"), TestContext.Current.CancellationToken), session.LastFault);
        }, time);
        await silent.Task;
        time.Pass(TimeSpan.FromSeconds(seconds - 2));
        client!.Tick();
        Assert.False(delivering.IsCompleted);
        while (!delivering.IsCompleted)
        {
            time.Pass(TimeSpan.FromSeconds(3));
            client.Tick();
            await Task.Yield();
        }

        var (results, fault) = await delivering;
        Assert.Equal(DeliveryOutcome.Kept, Assert.Single(results).Outcome);
        Assert.Equal(ClientFault.TimedOut, fault);
        Assert.Equal(SessionEnd.Timeout, server.Host.Ended);
    }
}
