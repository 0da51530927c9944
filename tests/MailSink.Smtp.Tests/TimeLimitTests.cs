namespace MailSink.Smtp.Tests;

/// <summary>Time limits are noticed by the heartbeat, and only then.</summary>
public sealed class TimeLimitTests
{
    private const string Envelope = "EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\n";

    private readonly ManualTime time = new();

    [Fact]
    public async Task A_silent_client_is_told_421_after_the_command_timeout()
    {
        var connection = Connect(new SmtpOptions());
        connection.Take();
        Pass(connection, TimeSpan.FromMinutes(4.9));
        Assert.Equal("", connection.Take());
        Pass(connection, TimeSpan.FromMinutes(0.2));
        await EndsAsync(connection, "421 4.4.2 localhost timed out");
    }

    [Fact]
    public async Task The_command_timeout_counts_from_the_last_octet()
    {
        var connection = Connect(new SmtpOptions());
        for (var i = 0; i < 4; i++)
        {
            Pass(connection, TimeSpan.FromMinutes(4));
            await connection.SendAsync(i < 3 ? "N" : "\r\n");
        }

        Assert.Contains("500 ", connection.Take(), StringComparison.Ordinal);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_client_that_stalls_inside_data_is_told_421_and_nothing_is_stored()
    {
        var connection = Connect(new SmtpOptions());
        await connection.SendAsync(Envelope + "DATA\r\nhalf");
        connection.Take();
        Pass(connection, TimeSpan.FromMinutes(3.1));
        await EndsAsync(connection, "421 4.4.2 ");
        Assert.Empty(connection.Host.Messages);
        Assert.Equal(0, connection.Host.OpenContents);
    }

    [Fact]
    public async Task A_client_that_stalls_inside_a_chunk_is_told_421()
    {
        var connection = Connect(new SmtpOptions());
        await connection.SendAsync(Envelope + "BDAT 100\r\nhalf");
        connection.Take();
        Pass(connection, TimeSpan.FromMinutes(3.1));
        await EndsAsync(connection, "421 4.4.2 ");
        Assert.Equal(0, connection.Host.OpenContents);
    }

    [Fact]
    public async Task A_client_that_stalls_inside_auth_is_told_421()
    {
        var connection = Connect(new SmtpOptions());
        await connection.SendAsync("EHLO c.example.com\r\nAUTH LOGIN\r\n");
        connection.Take();
        Pass(connection, TimeSpan.FromMinutes(5.1));
        await EndsAsync(connection, "421 4.4.2 ");
    }

    [Fact]
    public async Task A_session_ends_at_its_longest_life()
    {
        var connection = Connect(new SmtpOptions { SessionTimeout = TimeSpan.FromMinutes(10) });
        for (var i = 0; i < 3; i++)
        {
            Pass(connection, TimeSpan.FromMinutes(3));
            await connection.SendAsync("NOOP\r\n");
        }

        connection.Take();
        Pass(connection, TimeSpan.FromMinutes(1.1));
        await EndsAsync(connection, "421 4.4.2 ");
    }

    [Fact]
    public async Task A_session_that_never_falls_silent_ends_at_its_longest_life_too()
    {
        var connection = Connect(new SmtpOptions { SessionTimeout = TimeSpan.FromMinutes(10) });
        time.Pass(TimeSpan.FromMinutes(11));
        await connection.SendAsync("NOOP\r\nNOOP\r\n");
        await EndsAsync(connection, "220 localhost ESMTP MailSink\r\n250 2.0.0 Ok\r\n421 4.4.2 ");
    }

    [Fact]
    public async Task Beyond_the_grace_a_message_has_to_come_at_the_least_rate()
    {
        var connection = Connect(new SmtpOptions { DataRateGrace = 1000, MinDataRate = 100 });
        await connection.SendAsync(Envelope + "DATA\r\n");
        connection.Take();
        for (var i = 0; i < 15 && !connection.Run.IsCompleted; i++)
        {
            Pass(connection, TimeSpan.FromSeconds(2));
            await connection.SendAsync(new string('x', 100));
        }

        await EndsAsync(connection, "421 4.4.2 ");
    }

    [Fact]
    public async Task A_human_typing_a_message_slowly_is_never_cut_off()
    {
        var connection = Connect(new SmtpOptions());
        await connection.SendAsync(Envelope + "DATA\r\n");
        for (var i = 0; i < 100; i++)
        {
            Pass(connection, TimeSpan.FromMinutes(2));
            await connection.SendAsync("one word\r\n");
        }

        await connection.SendAsync(".\r\n");
        Assert.Single(connection.Host.Messages);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task No_limit_runs_while_the_store_is_slow()
    {
        var gate = new TaskCompletionSource();
        var connection = Connect(new SmtpOptions(), new MemoryHost { CommitGate = gate.Task });
        await connection.SendAsync(Envelope + "DATA\r\nx\r\n.\r\n");
        // What was answered before the commit is not held back by it.
        Assert.EndsWith("354 End data with <CR><LF>.<CR><LF>\r\n", connection.Take(), StringComparison.Ordinal);
        Pass(connection, TimeSpan.FromHours(1));
        gate.SetResult();
        Assert.StartsWith("250 2.0.0 ", connection.Take(), StringComparison.Ordinal);
        await connection.SendAsync("NOOP\r\n");
        await connection.CloseAsync();
        Assert.Equal(SessionEnd.Client, connection.Host.Ended);
    }

    private Connection Connect(SmtpOptions options, MemoryHost? host = null) => new(host ?? new MemoryHost(), options, time);

    private void Pass(Connection connection, TimeSpan span)
    {
        time.Pass(span);
        connection.Session.Tick();
    }

    private static async Task EndsAsync(Connection connection, string reply)
    {
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.StartsWith(reply, connection.Take(), StringComparison.Ordinal);
        Assert.Equal(SessionEnd.Timeout, connection.Host.Ended);
    }
}
