namespace MailSink.Smtp.Tests;

/// <summary>What a hostile or broken client sends in masses costs bounded memory. Alone, since memory is measured.</summary>
[Collection(nameof(FloodTests))]
[CollectionDefinition(nameof(FloodTests), DisableParallelization = true)]
public sealed class FloodTests
{
    private const int Mebibyte = 1 << 20;
    private const string Envelope = "EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\n";

    private static readonly byte[] Noise = Enumerable.Repeat((byte)'x', Mebibyte / 4).ToArray();

    [Fact]
    public async Task A_hundred_megabytes_without_a_line_end_cost_no_memory_in_command_state()
    {
        var connection = new Connection(new MemoryHost(), new SmtpOptions { MaxLineBeforeClose = int.MaxValue });
        await GrowsLittleAsync(connection, 400);
        connection.Take();
        Assert.StartsWith("500 5.5.2 ", await connection.AskAsync("\r\n"), StringComparison.Ordinal);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_hundred_megabytes_without_a_line_end_cost_no_memory_in_data()
    {
        var connection = new Connection(new MemoryHost { Discards = true }, new SmtpOptions { MaxMessageSize = 0 });
        await connection.SendAsync(Envelope + "DATA\r\n");
        await GrowsLittleAsync(connection, 400);
        connection.Take();
        Assert.StartsWith("250 2.0.0 ", await connection.AskAsync("\r\n.\r\n"), StringComparison.Ordinal);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_hundred_megabytes_over_the_limit_are_drained()
    {
        var connection = new Connection(new MemoryHost { Discards = true });
        await connection.SendAsync(Envelope + "DATA\r\n");
        await GrowsLittleAsync(connection, 400);
        connection.Take();
        // Its room is given back as soon as the limit is passed, not when the client has finished.
        Assert.Equal(0, connection.Host.OpenContents);
        Assert.StartsWith("552 5.3.4 ", await connection.AskAsync("\r\n.\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("250 2.1.0 ", await connection.AskAsync("MAIL FROM:<a@example.com>\r\n"), StringComparison.Ordinal);
        await connection.CloseAsync();
        Assert.Empty(connection.Host.Messages);
    }

    [Fact]
    public async Task A_chunk_of_nine_exabytes_is_not_allocated()
    {
        var connection = new Connection(new MemoryHost { Discards = true });
        await connection.SendAsync(Envelope + "BDAT 9223372036854775807\r\n");
        await GrowsLittleAsync(connection, 200);
        await connection.CloseAsync();
        Assert.Empty(connection.Host.Messages);
    }

    [Fact]
    public async Task Ten_thousand_pipelined_noops_are_answered_in_order_and_in_bounded_groups()
    {
        var connection = new Connection(new MemoryHost());
        connection.Take();
        await connection.SendAsync(string.Concat(Enumerable.Repeat("NOOP\r\nVRFY x\r\n", 5_000)));
        var lines = connection.Take().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10_000, lines.Length);
        for (var i = 0; i < lines.Length; i++) Assert.StartsWith(i % 2 == 0 ? "250 2.0.0" : "252 2.5.0", lines[i], StringComparison.Ordinal);
        await connection.CloseAsync();
        Assert.InRange(connection.Host.Findings.Count(finding => finding.Id == "S08"), 1, 100);
    }

    [Fact]
    public async Task A_pipelined_group_is_answered_with_one_write()
    {
        var connection = new Connection(new MemoryHost());
        await connection.AskAsync("EHLO c.example.com\r\n");
        var before = connection.Writes;
        var said = await connection.AskAsync("MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<c@example.com>\r\nDATA\r\n");
        Assert.Equal(4, said.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(before + 1, connection.Writes);
        await connection.AskAsync("x\r\n.\r\nQUIT\r\n");
        Assert.Equal(before + 2, connection.Writes);
    }

    [Fact]
    public async Task A_client_that_takes_no_output_is_given_up()
    {
        var time = new ManualTime();
        var connection = new Connection(new MemoryHost(), time: time, collects: false);
        var sending = connection.SendAsync(string.Concat(Enumerable.Repeat("HELP\r\n", 20_000)));
        time.Pass(TimeSpan.FromMinutes(6));
        connection.Session.Tick();
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(SessionEnd.Timeout, connection.Host.Ended);
        Assert.True(sending.IsCompleted);
    }

    private static async Task GrowsLittleAsync(Connection connection, int quarters)
    {
        await connection.SendAsync(Noise);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = before;
        for (var i = 0; i < quarters; i++)
        {
            await connection.SendAsync(Noise);
            if (i % 50 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        Assert.InRange(most - before, long.MinValue, 16 * Mebibyte);
    }
}
