using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MailSink.Configuration;
using MailSink.Smtp;
using MimeKit;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>How real clients log in, where anybody may and where users are configured.</summary>
public sealed class LoginTests
{
    private static readonly byte[] Mail = Encoding.UTF8.GetBytes("Subject: logged in\n\nhello\n");

    [Theory]
    [InlineData("LOGIN")]
    [InlineData("PLAIN")]
    [InlineData("CRAM-MD5")]
    public async Task Swaks_logs_in_with_any_password_and_with_the_right_one(string mechanism)
    {
        foreach (var withUsers in (bool[])[false, true])
        {
            await using var sink = await StartAsync(withUsers);

            await Tool.RunAsync("swaks", [.. Swaks(sink, "tiger-4711"), "--auth", mechanism]);

            await VerifyAsync(sink, mechanism);
        }
    }

    [Fact]
    public async Task Swaks_is_refused_without_a_login_and_with_a_wrong_one()
    {
        await using var sink = await StartAsync(withUsers: true, static options => options with { RequireAuth = true });

        var (code, output) = await Tool.TryAsync("swaks", Swaks(sink, "tiger-4712"));
        Assert.NotEqual(0, code);
        Assert.Contains("535 5.7.8 Authentication credentials invalid", output, StringComparison.Ordinal);

        (code, output) = await Tool.TryAsync("swaks", Swaks(sink, "").Where(static word => !word.StartsWith("--auth", StringComparison.Ordinal) && word is not ("fang" or "")));
        Assert.NotEqual(0, code);
        Assert.Contains("530 5.7.0 Authentication required", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("CRAM-MD5")]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Gsasl_logs_in_with_the_right_password_only(string mechanism)
    {
        await using var sink = await StartAsync(withUsers: true);
        string[] arguments = ["--smtp", "127.0.0.1", $"{sink.SmtpPort}", "--no-starttls", "--mechanism", mechanism, "--authentication-id", "fang"];

        var output = await Tool.RunAsync("gsasl", [.. arguments, "--password", "tiger-4711"]);
        Assert.Contains("235 2.7.0", output, StringComparison.Ordinal);

        (var code, output) = await Tool.TryAsync("gsasl", [.. arguments, "--password", "tiger-4712"]);
        Assert.NotEqual(0, code);
        Assert.Contains("535 5.7.8", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_gsasl_makes_of_a_password_let_it_in()
    {
        var written = await Tool.RunAsync("gsasl", ["--mkpasswd", "--mechanism", "SCRAM-SHA-256", "--password", "tiger-4711", "--iteration-count", "4096"]);
        await using var sink = await TestSink.StartAsync(options => options with { SmtpUsers = [SmtpUser.Create("fang", written.Trim(), [])!] });

        var output = await Tool.RunAsync("gsasl",
        [
            "--smtp", "127.0.0.1", $"{sink.SmtpPort}", "--no-starttls", "--mechanism", "SCRAM-SHA-256", "--authentication-id", "fang", "--password", "tiger-4711",
        ]);

        Assert.Contains("235 2.7.0", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    [InlineData("CRAM-MD5")]
    [InlineData("OAUTHBEARER")]
    [InlineData("XOAUTH2")]
    [InlineData("ANONYMOUS")]
    public async Task MailKit_logs_in_by(string mechanism)
    {
        await using var sink = await StartAsync(withUsers: true, static options => options with { AuthMechanisms = [.. SaslTable.Names] });
        using var client = await ConnectAsync(sink);

        await client.AuthenticateAsync(Sasl(mechanism, "tiger-4711"), TestContext.Current.CancellationToken);
        await client.SendAsync(Message(), TestContext.Current.CancellationToken);
        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);

        var login = (await sink.LatestMessageAsync()).GetProperty("client").GetProperty("auth");
        Assert.Equal(mechanism, login.GetProperty("mechanism").GetString());
        Assert.Equal(mechanism == "ANONYMOUS" ? "anonymous" : "fang", login.GetProperty("user").GetString());
        Assert.DoesNotContain("tiger-4711", await sink.LatestSessionAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("CRAM-MD5")]
    [InlineData("OAUTHBEARER")]
    [InlineData("XOAUTH2")]
    public async Task MailKit_hears_of_a_wrong_password_or_token(string mechanism)
    {
        await using var sink = await StartAsync(withUsers: true);
        using var client = await ConnectAsync(sink);

        var refusal = await Assert.ThrowsAsync<AuthenticationException>(
            () => client.AuthenticateAsync(Sasl(mechanism, "tiger-4712"), TestContext.Current.CancellationToken));

        Assert.Contains("5.7.8", $"{refusal.Message} {refusal.InnerException?.Message}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LOGIN", "--user fang:tiger-4711")]
    [InlineData("PLAIN", "--user fang:tiger-4711")]
    [InlineData("CRAM-MD5", "--user fang:tiger-4711")]
    [InlineData("XOAUTH2", "--user fang --oauth2-bearer tiger-4711")]
    [InlineData("OAUTHBEARER", "--user fang --oauth2-bearer tiger-4711")]
    public async Task Curl_logs_in(string mechanism, string options)
    {
        await using var sink = await StartAsync(withUsers: true, settings => settings with { AuthMechanisms = [mechanism] });

        await Tool.RunAsync("curl",
        [
            "--silent", "--show-error", "--noproxy", "*", $"smtp://127.0.0.1:{sink.SmtpPort}/client.example", "--login-options", $"AUTH={mechanism}",
            .. options.Split(' '), "--mail-from", "a@x.example", "--mail-rcpt", "b@y.example", "--upload-file", Stored.InvoicePath,
        ]);

        await VerifyAsync(sink, mechanism);
    }

    [Theory]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("OAUTHBEARER")]
    [InlineData("XOAUTH2")]
    public async Task Msmtp_logs_in(string mechanism)
    {
        await using var sink = await StartAsync(withUsers: true);

        await Tool.RunAsync("msmtp",
        [
            "--host=127.0.0.1", $"--port={sink.SmtpPort}", "--from=a@x.example", $"--auth={mechanism.ToLowerInvariant()}", "--user=fang",
            "--passwordeval=echo tiger-4711", "--tls=off", "b@y.example",
        ], Mail);

        await VerifyAsync(sink, mechanism);
    }

    [Theory]
    [InlineData("CRAM-MD5", "cram_md5")]
    [InlineData("PLAIN", "plain")]
    [InlineData("LOGIN", "login")]
    public async Task Python_logs_in(string mechanism, string method)
    {
        await using var sink = await StartAsync(withUsers: true);

        await Tool.RunAsync("python3",
        [
            "-c",
            $"""
            import smtplib, sys
            s = smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=30)
            s.ehlo()
            s.user, s.password = "fang", "tiger-4711"
            code, text = s.auth("{mechanism}", s.auth_{method})
            assert code == 235, text
            s.sendmail("a@x.example", ["b@y.example"], "Subject: x\r\n\r\nhello\r\n")
            s.quit()
            """,
            $"{sink.SmtpPort}",
        ]);

        await VerifyAsync(sink, mechanism);
    }

    private static Task<SinkApplication> StartAsync(bool withUsers, Func<SinkOptions, SinkOptions>? change = null) => TestSink.StartAsync(options =>
    {
        options = change?.Invoke(options) ?? options;
        return withUsers ? options with { SmtpUsers = [SmtpUser.Create("fang", "tiger-4711", [])!] } : options;
    });

    private static string[] Swaks(SinkApplication sink, string password) =>
    [
        "--server", "127.0.0.1", "--port", $"{sink.SmtpPort}", "--from", "a@x.example", "--to", "b@y.example", "--auth-user", "fang", "--auth-password", password,
    ];

    private static SaslMechanism Sasl(string mechanism, string secret) => mechanism switch
    {
        "OAUTHBEARER" => new SaslMechanismOAuthBearer("fang", secret),
        "XOAUTH2" => new SaslMechanismOAuth2("fang", secret),
        "ANONYMOUS" => new SaslMechanismAnonymous("trace@x.example"),
        "SCRAM-SHA-1" => new SaslMechanismScramSha1("fang", secret),
        "SCRAM-SHA-256" => new SaslMechanismScramSha256("fang", secret),
        "SCRAM-SHA-512" => new SaslMechanismScramSha512("fang", secret),
        _ => new SaslMechanismCramMd5("fang", secret),
    };

    private static async Task<SmtpClient> ConnectAsync(SinkApplication sink)
    {
        var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", sink.SmtpPort!.Value, SecureSocketOptions.None, TestContext.Current.CancellationToken);
        return client;
    }

    private static MimeMessage Message()
    {
        var message = new MimeMessage { Subject = "by MailKit", Body = new TextPart("plain") { Text = "hello" } };
        message.From.Add(new MailboxAddress("", "a@x.example"));
        message.To.Add(new MailboxAddress("", "b@y.example"));
        return message;
    }

    private static async Task VerifyAsync(SinkApplication sink, string mechanism)
    {
        var message = await sink.LatestMessageAsync();
        var login = message.GetProperty("client").GetProperty("auth");
        Assert.Equal("fang", message.GetProperty("inbox").GetString());
        Assert.Equal("fang", login.GetProperty("user").GetString());
        Assert.Equal(mechanism, login.GetProperty("mechanism").GetString());
        var transcript = await sink.LatestSessionAsync();
        Assert.DoesNotContain("tiger-4711", transcript, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("tiger-4711"u8), transcript, StringComparison.Ordinal);
    }
}
