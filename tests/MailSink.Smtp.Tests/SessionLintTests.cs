using System.Net;

namespace MailSink.Smtp.Tests;

/// <summary>Findings that depend on a moment, on an address, or on what is silenced.</summary>
public sealed class SessionLintTests
{
    private const string Message = "EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nBDAT 3 LAST\r\nx\r\n";

    [Fact]
    public async Task A_client_that_closes_behind_quit_did_not_wait_for_221()
    {
        var gate = new TaskCompletionSource();
        var connection = new Connection(new MemoryHost { CommitGate = gate.Task });
        await connection.SendAsync(Message + "QUIT\r\n");
        var closing = connection.CloseAsync();
        gate.SetResult();
        await closing;
        Assert.Contains(connection.Host.Findings, finding => finding.Id == "S16");
        Assert.Equal(SessionEnd.Quit, connection.Host.Ended);
    }

    [Fact]
    public async Task A_client_that_waits_for_221_gives_no_cause()
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync(Message);
        await connection.SendAsync("QUIT\r\n");
        await connection.CloseAsync();
        Assert.DoesNotContain(connection.Host.Findings, finding => finding.Id == "S16");
    }

    [Theory]
    [InlineData("DEBUG", Severity.Warning, "DEBUG: a probe for a back door")]
    [InlineData("wiz", Severity.Warning, "wiz: a probe for a back door")]
    [InlineData("VERB", null, "VERB")]
    public async Task A_probe_weighs_more_than_a_word_of_old(string word, Severity? severity, string detail)
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync($"EHLO c.example.com\r\n{word}\r\n");
        await connection.CloseAsync();
        var finding = Assert.Single(connection.Host.Findings, finding => finding.Id == "S12");
        Assert.Equal((severity, detail), (finding.Severity, finding.Detail));
    }

    [Theory]
    [InlineData("[192.0.2.7]", "192.0.2.7", false)]
    [InlineData("[192.0.2.8]", "192.0.2.7", true)]
    [InlineData("[192.0.2.7]", "::ffff:192.0.2.7", false)]
    [InlineData("[IPv6:2001:db8::1]", "2001:db8::1", false)]
    [InlineData("sink.test", "192.0.2.7", true)]
    [InlineData("sink.test", "127.0.0.1", false)]
    [InlineData("other.test", "192.0.2.7", false)]
    public async Task The_greeting_name_is_compared_with_the_client(string name, string address, bool isOdd)
    {
        var connection = new Connection(new MemoryHost(), peer: new IPEndPoint(IPAddress.Parse(address), 4711));
        await connection.SendAsync($"EHLO {name}\r\n");
        await connection.CloseAsync();
        Assert.Equal(isOdd, connection.Host.Findings.Any(finding => finding.Id == "S06"));
    }

    [Fact]
    public async Task A_silenced_finding_is_reported_nowhere()
    {
        var options = new SmtpOptions { HostName = "sink.test", SilencedFindings = new HashSet<string> { "S15", "S21" } };
        var connection = new Connection(new MemoryHost(), options);
        await connection.SendAsync(Message.Replace("<b@", "<@relay.test:b@", StringComparison.Ordinal));
        await connection.CloseAsync();
        Assert.DoesNotContain(connection.Host.Findings, finding => finding.Id is "S15" or "S21");
        Assert.DoesNotContain(connection.Host.Messages.Single().Envelope.Findings, finding => finding.Id == "S21");
    }
}
