using System.Text;
using Xunit;

namespace MailSink.Tests.Clients;

public sealed class SwaksTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--pipeline")]
    [InlineData("--auth LOGIN --auth-user fang --auth-password tiger-4711")]
    [InlineData("--auth PLAIN --auth-user fang --auth-password tiger-4711")]
    [InlineData("--pipeline --auth PLAIN --auth-user fang --auth-password tiger-4711")]
    [InlineData("--protocol SMTP")]
    public async Task Swaks_delivers_octet_for_octet(string options)
    {
        await using var sink = await TestSink.StartAsync();

        await Tool.RunAsync("swaks",
        [
            "--server", "127.0.0.1", "--port", $"{sink.SmtpPort}", "--from", "a@x.example", "--to", "b@y.example,c@y.example",
            "--data", "-", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ], Encoding.UTF8.GetBytes("Subject: by swaks\n\n.dot\nGrüße\n"));

        Assert.Equal("Subject: by swaks\r\n\r\n.dot\r\nGrüße\r\n", Encoding.UTF8.GetString(await sink.LatestAsync()).TrimEnd() + "\r\n");
        var envelope = (await sink.LatestMessageAsync()).GetProperty("envelope");
        Assert.Equal("a@x.example", envelope.GetProperty("from").GetString());
        Assert.Equal(2, envelope.GetProperty("recipients").GetArrayLength());
    }

    [Theory]
    [InlineData("LOGIN")]
    [InlineData("PLAIN")]
    public async Task The_user_is_kept_and_the_password_is_not(string mechanism)
    {
        await using var sink = await TestSink.StartAsync();

        await Tool.RunAsync("swaks",
        [
            "--server", "127.0.0.1", "--port", $"{sink.SmtpPort}", "--from", "a@x.example", "--to", "b@y.example",
            "--auth", mechanism, "--auth-user", "fang", "--auth-password", "tiger-4711",
        ]);

        var message = await sink.LatestMessageAsync();
        Assert.Equal("fang", message.GetProperty("inbox").GetString());
        Assert.Equal("fang", message.GetProperty("client").GetProperty("auth").GetProperty("user").GetString());
        var transcript = await sink.LatestSessionAsync();
        Assert.DoesNotContain("tiger", transcript, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("tiger-4711"u8), transcript, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("\0fang\0tiger-4711"u8), transcript, StringComparison.Ordinal);
        Assert.Contains("fang", transcript, StringComparison.Ordinal);
    }
}
