using Xunit;

namespace MailSink.Tests.Clients;

public sealed class CurlTests
{
    [Fact]
    public async Task Curl_uploads_a_real_mail_octet_for_octet()
    {
        await using var sink = await TestSink.StartAsync();

        await Tool.RunAsync("curl",
        [
            "--silent", "--show-error", "--noproxy", "*", $"smtp://127.0.0.1:{sink.SmtpPort}/client.example", "--mail-from", "billing@shop.example",
            "--mail-rcpt", "fang.wang@customer.example", "--upload-file", Stored.InvoicePath,
        ]);

        Assert.Equal(Stored.Invoice, await sink.LatestAsync());
    }

    [Fact]
    public async Task Curl_logs_in_and_delivers_to_the_users_inbox()
    {
        await using var sink = await TestSink.StartAsync();

        await Tool.RunAsync("curl",
        [
            "--silent", "--show-error", "--noproxy", "*", $"smtp://127.0.0.1:{sink.SmtpPort}", "--user", "job-7:secret", "--mail-from", "a@x.example",
            "--mail-rcpt", "b@y.example", "--upload-file", Stored.InvoicePath,
        ]);

        Assert.Equal(Stored.Invoice, await sink.LatestAsync());
        Assert.Equal("job-7", (await sink.LatestMessageAsync()).GetProperty("inbox").GetString());
    }
}
