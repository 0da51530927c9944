namespace MailSink.Smtp.Tests;

/// <summary>What the host is told of refusals that no rule made.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task The_host_hears_what_would_be_the_same_attempt_again()
    {
        var host = new MemoryHost { Outcome = CommitStatus.StorageFull };
        await SendAsync(
            host, new SmtpOptions { MaxMessageSize = 10 },
            "MAIL FROM:<a@x.test> SIZE=11", "MAIL FROM:nobody<", "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test> X=1", "RCPT TO:<b@x.test>", "DATA", "1234567890", ".",
            "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA", "1", ".", "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "BDAT 11 LAST", "12345678901QUIT");
        Assert.Equal(
            [
                "Mail <a@x.test> FROM:<a@x.test> SIZE=11 552", "Mail <> FROM:nobody< 501", "Rcpt <a@x.test> TO:<b@x.test> X=1 555",
                "Message <a@x.test> 12 552", "Message <a@x.test> 3 452", "Message <a@x.test> 11 552",
            ],
            host.Refusals);
    }

    [Fact]
    public async Task What_a_rule_refuses_or_comes_at_the_wrong_time_is_none_of_them()
    {
        var host = new MemoryHost { Faults = [ScriptedFault.Parse("r1", "stage=rcpt code=550")] };
        await SendAsync(host, new SmtpOptions(), "RCPT TO:<b@x.test>", "MAIL FROM:<a@x.test>", "MAIL FROM:<a@x.test>", "RCPT TO:<b@x.test>", "DATA", "QUIT");
        Assert.Empty(host.Refusals);
    }

    private static async Task SendAsync(MemoryHost host, SmtpOptions options, params string[] lines)
    {
        var connection = new Connection(host, options);
        await connection.SendAsync("EHLO client.example.com\r\n" + string.Join("\r\n", lines) + "\r\n");
        await connection.CloseAsync();
    }
}
