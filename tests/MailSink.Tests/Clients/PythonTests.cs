using Xunit;

namespace MailSink.Tests.Clients;

public sealed class PythonTests
{
    [Fact]
    public async Task Smtplib_delivers_octet_for_octet()
    {
        await using var sink = await TestSink.StartAsync();

        await RunAsync(sink, """
            s.sendmail("billing@shop.example", ["fang.wang@customer.example"], octets, ["BODY=8BITMIME"])
            """);

        Assert.Equal(Stored.Invoice, await sink.LatestAsync());
        Assert.Equal("8BITMIME", (await sink.LatestMessageAsync()).GetProperty("envelope").GetProperty("body").GetString());
    }

    [Fact]
    public async Task Smtplib_logs_in()
    {
        await using var sink = await TestSink.StartAsync();

        await RunAsync(sink, """
            code, text = s.login("fang", "tiger-4711")
            assert code == 235, text
            s.sendmail("a@x.example", ["b@y.example"], octets)
            """);

        Assert.Equal("fang", (await sink.LatestMessageAsync()).GetProperty("inbox").GetString());
        Assert.DoesNotContain("tiger", await sink.LatestSessionAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smtplib_sends_an_internationalized_address()
    {
        await using var sink = await TestSink.StartAsync();

        await RunAsync(sink, """
            import email.message, email.policy
            m = email.message.EmailMessage(policy=email.policy.SMTPUTF8)
            m["From"], m["To"], m["Subject"] = "王芳@例子.example", "jürgen@müller.example", "你好"
            m.set_content("正文\n")
            s.ehlo()
            assert s.has_extn("smtputf8")
            s.send_message(m)
            """);

        var message = await sink.LatestMessageAsync();
        Assert.True(message.GetProperty("envelope").GetProperty("smtpUtf8").GetBoolean());
        Assert.Equal("王芳@例子.example", message.GetProperty("envelope").GetProperty("from").GetString());
        Assert.Equal("你好", message.GetProperty("subject").GetString());
    }

    /// <summary>Runs Python with <c>s</c> connected and the invoice in <c>octets</c>.</summary>
    private static Task<string> RunAsync(SinkApplication sink, string script) => Tool.RunAsync(
        "python3",
        [
            "-c",
            $"""
            import smtplib, sys
            octets = open(sys.argv[2], "rb").read()
            s = smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=30)
            {script}
            s.quit()
            """,
            $"{sink.SmtpPort}",
            Stored.InvoicePath,
        ]);
}
