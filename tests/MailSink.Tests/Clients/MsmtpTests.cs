using System.Text;
using Xunit;

namespace MailSink.Tests.Clients;

public sealed class MsmtpTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("login")]
    [InlineData("cram-md5")]
    public async Task Msmtp_logs_in_and_delivers(string method)
    {
        await using var sink = await TestSink.StartAsync();

        await Tool.RunAsync("msmtp",
        [
            "--host=127.0.0.1", $"--port={sink.SmtpPort}", "--from=a@x.example", $"--auth={method}", "--user=fang",
            "--passwordeval=echo tiger-4711", "--tls=off", "b@y.example",
        ], Encoding.UTF8.GetBytes("Subject: by msmtp\n\n.dot\nGrüße\n"));

        Assert.EndsWith("\r\n\r\n.dot\r\nGrüße\r\n", Encoding.UTF8.GetString(await sink.LatestAsync()), StringComparison.Ordinal);
        var login = (await sink.LatestMessageAsync()).GetProperty("client").GetProperty("auth");
        Assert.Equal("fang", login.GetProperty("user").GetString());
        Assert.Equal(method, login.GetProperty("mechanism").GetString(), ignoreCase: true);
    }
}
