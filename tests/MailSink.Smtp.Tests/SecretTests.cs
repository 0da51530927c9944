using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>Neither a secret nor its base64 may reach the host, whatever the client does wrong.</summary>
public sealed class SecretTests
{
    private const string Password = "hunter2-correct-horse";
    private static readonly string Encoded = Base64(Password);
    private static readonly string Plain = Base64($"\0joe\0{Password}");

    public static TheoryData<string> Attempts => new()
    {
        "AUTH LOGIN\r\n" + Base64("joe") + "\r\n" + Encoded + "\r\n",
        "auth login " + Base64("joe") + "\r\n" + Encoded + "\r\n",
        "AUTH PLAIN " + Plain + "\r\n",
        "AUTH PLAIN\r\n" + Plain + "\r\n",
        "  AUTH PLAIN " + Plain + "\r\n",
        "AUTH  PLAIN  " + Plain + "\r\n",
        "AUTH\tPLAIN\t" + Plain + "\r\n",
        "AUTH XOAUTH2 " + Encoded + "\r\n",
        "AUTH " + Encoded + "\r\n",
        "AUTH LOGIN\r\n" + Plain + "\r\n" + Encoded + "\r\n",
        "AUTH LOGIN " + Plain + "\r\n",
        "AUTH CRAM-MD5\r\n" + Encoded + "\r\n",
        "AUTH CRAM-MD5 " + Encoded + "\r\n",
        "AUTH CRAM-MD5\r\n" + Base64("joe " + Password) + "\r\n",
        "AUTH XOAUTH2 " + Base64($"user=joe\u0001auth=Bearer {Password}\u0001\u0001") + "\r\n",
        "AUTH XOAUTH2 " + Base64($"user=joe\u0001auth=Bearer {Password}") + "\r\n",
        "AUTH XOAUTH2\r\n" + Base64($"user=joe\u0001pass={Password}\u0001auth=Bearer {Password}\u0001\u0001") + "\r\n",
        "AUTH OAUTHBEARER " + Base64($"n,a=joe,\u0001auth=Bearer {Password}\u0001\u0001") + "\r\n",
        "AUTH OAUTHBEARER " + Base64($"n,a=joe,\u0001auth={Password}\u0001\u0001") + "\r\nAQ==\r\n",
        "AUTH SCRAM-SHA-256 " + Plain + "\r\n",
        "AUTH SCRAM-SHA-256 " + Base64($"n,,n=joe,r=abc,p={Password}") + "\r\n",
        "AUTH DIGEST-MD5\r\n" + Encoded + "\r\n",
        "AUTH NTLM " + Encoded + "\r\n",
        "AUTH EXTERNAL " + Plain + "\r\n",
        "AUTH LOGIN\r\n" + Base64("joe") + "\r\n" + Password + "!\r\n",
        "AUTH LOGIN\r\n" + Base64("joe") + "\r\n" + Encoded,
        "AUTH PLAIN " + Plain,
        "AUTH PLAIN\r\n" + Encoded + "\r\n",
        "MAIL FROM:<a@example.com>\r\nAUTH LOGIN\r\n" + Base64("joe") + "\r\n" + Encoded + "\r\n",
        "AUTH LOGIN\r\n" + Base64("joe") + "\r\n" + Encoded + new string('A', 20_000) + "\r\n",
        "AUTH PLAIN " + Plain + new string('A', 20_000) + "\r\n",
        "AUTH PLAIN " + Plain + "\r\nAUTH LOGIN " + Base64("joe") + "\r\n" + Encoded + "\r\n",
    };

    public static TheoryData<SmtpOptions> Unwilling => new()
    {
        new SmtpOptions { DisabledExtensions = new HashSet<string> { "AUTH" } },
        new SmtpOptions { Tls = TestTls.Settings("starttls,required") },
        new SmtpOptions { Strict = true },
    };

    [Theory]
    [MemberData(nameof(Unwilling))]
    public async Task Nor_what_follows_an_AUTH_that_was_refused_before_it_was_looked_at(SmtpOptions options)
    {
        var connection = new Connection(new MemoryHost(), options);
        await connection.SendAsync($"EHLO c.example.com\r\nAUTH LOGIN\r\n{Base64("joe")}\r\n{Encoded}\r\nAUTH LOGIN\n{Encoded}\r\n");
        await connection.CloseAsync();
        var seen = connection.Host.Transcript + string.Join('\n', connection.Host.Findings.Select(finding => finding.Detail));
        Assert.DoesNotContain(Encoded[..12], seen, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Neither_a_secret_nor_its_base64_is_recorded(string attempt)
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync("EHLO c.example.com\r\n");
        await connection.SendAsync(attempt);
        await connection.CloseAsync();
        var seen = connection.Host.Transcript + string.Join('\n', connection.Host.Findings.Select(finding => finding.Detail))
            + connection.Status.AuthUser;
        Assert.DoesNotContain(Password, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoded.TrimEnd('='), seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Plain.TrimEnd('='), seen, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, connection.Take(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_names_stay_readable()
    {
        var connection = new Connection(new MemoryHost());
        await connection.SendAsync("EHLO c.example.com\r\nAUTH LOGIN\r\n" + Base64("joe") + "\r\n" + Encoded + "\r\n");
        await connection.CloseAsync();
        var client = connection.Host.Lines.Where(line => line.Source == LineSource.Client).Select(line => line.Text).ToArray();
        Assert.Equal(["EHLO c.example.com", "AUTH LOGIN", "joe", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("•••"))], client);
        Assert.Equal("joe", connection.Status.AuthUser);
        Assert.Equal("LOGIN", connection.Status.AuthMechanism);
    }

    [Fact]
    public async Task Secrets_are_shown_only_when_the_operator_asked_for_it()
    {
        var connection = new Connection(new MemoryHost(), new SmtpOptions { ShowSecrets = true });
        await connection.SendAsync("AUTH PLAIN " + Plain + "\r\n");
        await connection.CloseAsync();
        Assert.Contains("AUTH PLAIN " + Plain, connection.Host.Transcript, StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
