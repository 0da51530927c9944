using System.Text.RegularExpressions;

namespace MailSink.Smtp.Tests;

/// <summary>What scripts cannot show of faults: mangled octets, writes, time, and the end of a session.</summary>
public sealed class FaultTests
{
    private const string Hello = "EHLO c.example.com\r\n";

    [Theory]
    [InlineData("no-code", "^2\\.0\\.0 Ok\r\n$")]
    [InlineData("six-hundred", "^650 2\\.0\\.0 Ok\r\n$")]
    [InlineData("two-digits", "^25 2\\.0\\.0 Ok\r\n$")]
    [InlineData("no-space", "^2502\\.0\\.0 Ok\r\n$")]
    [InlineData("mixed-codes", "^550-2\\.0\\.0 Ok\r\n250 2\\.0\\.0 Ok\r\n$")]
    [InlineData("bare-lf", "^250 2\\.0\\.0 Ok\n$")]
    [InlineData("long-line", "^250 2\\.0\\.0 Ok\\.{4082}\r\n$")]
    [InlineData("no-line-end", "^250 2\\.0\\.0 Ok$")]
    [InlineData("never-last", "^250-2\\.0\\.0 Ok\r\n$")]
    [InlineData("odd-octets", "^250 2\\.0\\.0 Ok\0éÿ\u001b\r\n$")]
    public async Task A_reply_is_garbled_in_every_way_of_the_table(string name, string expected)
    {
        var connection = Connect($"stage=noop garble={name}");
        await connection.AskAsync(Hello);
        Assert.Matches(new Regex(expected, RegexOptions.CultureInvariant), await connection.AskAsync("NOOP\r\n"));
        await connection.CloseAsync();
        Assert.Contains($"r1: reply garbled ({name})", connection.Host.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_way_to_garble_is_in_the_table() =>
        Assert.Equal(Enum.GetValues<Garble>().Except([Garble.No]), GarbleTable.Rows.Select(row => row.Kind));

    [Fact]
    public async Task Lines_that_a_rule_made_name_it_and_stand_with_their_text()
    {
        var connection = Connect("stage=noop code=452 enhanced=4.2.2 text=full");
        await connection.SendAsync(Hello + "NOOP\r\n");
        await connection.CloseAsync();
        var line = connection.Host.Lines.Single(line => line.Text == "452 4.2.2 full");
        Assert.Equal(("r1", null, "NOOP"), (line.RuleId, line.ReplyId, line.Command));
        Assert.Equal(452, connection.Status.WorstReply);
        Assert.Equal("r1", connection.Host.Lines.Single(line => line.Note == "fault").RuleId);
    }

    [Fact]
    public async Task Every_octet_of_a_split_reply_is_a_write_of_its_own()
    {
        var connection = Connect("stage=noop split");
        await connection.AskAsync(Hello);
        var before = connection.Writes;
        await connection.AskAsync("NOOP\r\n");
        Assert.Equal("250 2.0.0 Ok\r\n".Length, connection.Writes - before);
        await connection.CloseAsync();
    }

    [Theory]
    [InlineData("stage=noop delay=900000", 300)]
    [InlineData("stage=noop rate=1", 14)]
    [InlineData("stage=noop rate=1 code=250 text=\\{40*0123456789}", 300)]
    public async Task A_fault_holds_a_reply_back_for_five_minutes_at_most(string rule, int seconds)
    {
        var time = new InstantTime();
        var connection = Connect(rule, time);
        await connection.AskAsync(Hello + "NOOP\r\n");
        Assert.Equal(seconds, time.GetUtcNow().ToUnixTimeSeconds());
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_delay_ends_when_the_server_stops_and_its_reply_is_sent()
    {
        var connection = Connect("stage=noop delay=200000", TimeProvider.System);
        await connection.AskAsync(Hello);
        Assert.Equal("", await connection.AskAsync("NOOP\r\n"));
        connection.Session.Shutdown();
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.StartsWith("250 2.0.0 Ok\r\n421 4.3.2 ", connection.Take(), StringComparison.Ordinal);
        Assert.Equal(SessionEnd.Shutdown, connection.Host.Ended);
    }

    [Fact]
    public async Task No_time_limit_of_the_client_runs_during_a_delay()
    {
        var time = new InstantTime();
        var connection = new Connection(Host("stage=noop delay=300000"), new SmtpOptions { CommandTimeout = TimeSpan.FromSeconds(1) }, time);
        await connection.AskAsync(Hello);
        Assert.Equal("250 2.0.0 Ok\r\n", await connection.AskAsync("NOOP\r\n"));
        Assert.Equal("250 2.0.0 Ok\r\n", await connection.AskAsync("NOOP\r\n"));
        await connection.CloseAsync();
    }

    [Fact]
    public async Task What_was_answered_before_a_delay_is_not_held_back_by_it()
    {
        var connection = Connect("stage=rcpt delay=200000", TimeProvider.System);
        var said = await connection.AskAsync(Hello + "MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\n");
        Assert.EndsWith("250 2.1.0 Ok\r\n", said, StringComparison.Ordinal);
        connection.Session.Shutdown();
        await connection.CloseAsync();
    }

    [Fact]
    public async Task Content_at_a_rate_takes_its_time()
    {
        var time = new InstantTime();
        var connection = Connect("stage=chunk rate=100", time);
        await connection.SendAsync(Hello + "MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nBDAT 1000 LAST\r\n" + new string('x', 1000));
        Assert.InRange(time.GetUtcNow().ToUnixTimeMilliseconds(), 9_900, 10_900);
        Assert.Equal(1000, connection.Host.Messages.Single().Octets.Length);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_reset_is_for_the_caller_to_make()
    {
        var connection = Connect("stage=noop close=reset");
        await connection.SendAsync(Hello + "NOOP\r\n");
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(connection.Session.IsToBeReset);
        Assert.Equal(SessionEnd.Fault, connection.Host.Ended);
    }

    [Theory]
    [InlineData("stage=starttls tls", "r1: TLS handshake fails", TlsMode.StartTls)]
    [InlineData("stage=connect tls", "r1: TLS handshake refused", TlsMode.Implicit)]
    public async Task A_handshake_fails_when_a_fault_says_so(string rule, string told, TlsMode mode)
    {
        var options = new SmtpOptions { Tls = TestTls.Settings(mode.ToString().ToLowerInvariant()) };
        var connection = new Connection(Host(rule), options, new InstantTime());
        if (mode == TlsMode.StartTls) Assert.EndsWith("220 2.0.0 Ready to start TLS\r\n", await connection.AskAsync(Hello + "STARTTLS\r\n"), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => connection.StartTlsAsync("sink.test"));
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Contains(told, connection.Host.Transcript, StringComparison.Ordinal);
        Assert.Equal(SessionEnd.Fault, connection.Host.Ended);
        Assert.Null(connection.Status.TlsProtocol);
    }

    [Fact]
    public async Task Envelope_and_lines_name_the_rules_that_acted_on_a_message()
    {
        var connection = new Connection(Host("stage=mail delay=1", "stage=rcpt delay=1", "stage=noop delay=1"), time: new InstantTime());
        await connection.SendAsync(
            Hello + "MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nRCPT TO:<c@example.com>\r\nNOOP\r\nBDAT 3 LAST\r\nx\r\n");
        await connection.CloseAsync();
        Assert.Equal(["r1", "r2", "r3"], connection.Host.Messages.Single().Envelope.RuleIds);
    }

    [Theory]
    [InlineData(199, null)]
    [InlineData(600, null)]
    [InlineData(450, "5.1.1")]
    [InlineData(450, "4.1")]
    [InlineData(250, "2.0.0\r\n")]
    [InlineData(550, "5.1.\u0661")]
    public void A_reply_that_is_none_is_not_made(int code, string? enhanced)
    {
        Assert.Null(FaultReply.TryCreate(code, enhanced, "x", out var error));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Every_stage_has_a_row_and_every_command_a_stage()
    {
        Assert.Equal(
            Enum.GetValues<FaultStages>().Except([FaultStages.None, FaultStages.Other]).Order(), FaultStageTable.Rows.Select(row => row.Stage).Order());
        Assert.All(FaultStageTable.Rows.SelectMany(row => row.Verbs), verb => Assert.Contains(CommandTable.Rows, row => row.Name == verb));
    }

    [Fact]
    public async Task A_session_without_faults_is_never_asked()
    {
        // The host throws when it is asked at a stage it did not name.
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync(Hello + "MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nBDAT 3 LAST\r\nx\r\nQUIT\r\n");
        await connection.CloseAsync();
        Assert.Single(connection.Host.Messages);
    }

    private static MemoryHost Host(params string[] rules) => new() { Faults = [.. rules.Select((rule, i) => ScriptedFault.Parse($"r{i + 1}", rule))] };

    private static Connection Connect(string rule, TimeProvider? time = null) => new(Host(rule), time: time ?? new InstantTime());
}
