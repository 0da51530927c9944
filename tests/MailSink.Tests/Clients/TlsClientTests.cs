using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using MailKit.Net.Smtp;
using MailKit.Security;
using MailSink.Listeners;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>Real clients verify the sink's certificate by its authority and deliver inside TLS.</summary>
public sealed class TlsClientTests
{
    private const string Mail = "Subject: inside\r\n\r\nhello\r\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("smtp", "starttls")]
    [InlineData("smtps", "smtps")]
    public async Task Curl_verifies_and_delivers(string scheme, string listener)
    {
        await using var sink = await TestSink.StartAsync();
        using var authority = await AuthorityAsync(sink);

        await Tool.RunAsync("curl",
        [
            "--silent", "--show-error", "--noproxy", "*", "--ssl-reqd", "--cacert", authority.File, $"{scheme}://localhost:{Port(sink, listener)}/c.example",
            "--mail-from", "a@x.example", "--mail-rcpt", "b@y.example", "--upload-file", "-",
        ], Encoding.ASCII.GetBytes(Mail));

        Assert.Equal(Mail, Encoding.ASCII.GetString(await sink.LatestAsync()));
        var tls = await TlsOfLatestAsync(sink);
        Assert.StartsWith("TLS 1.", tls.GetProperty("protocol").GetString(), StringComparison.Ordinal);
        Assert.Equal("localhost", tls.GetProperty("serverName").GetString());
        // Nothing to complain of but what curl's greeting is.
        Assert.DoesNotContain("\"T0", (await sink.LatestMessageAsync()).GetProperty("lint").GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s = smtplib.SMTP('localhost', port, timeout=30); s.starttls(context=context); s.ehlo()", "starttls")]
    [InlineData("s = smtplib.SMTP_SSL('localhost', port, timeout=30, context=context)", "smtps")]
    [InlineData("s = smtplib.SMTP_SSL('127.0.0.1', port, timeout=30, context=context)", "smtps")]
    public async Task Python_verifies_and_delivers(string connect, string listener)
    {
        await using var sink = await TestSink.StartAsync();
        using var authority = await AuthorityAsync(sink);

        await PythonAsync(sink, listener, authority.File, $"""
            {connect}
            s.sendmail("a@x.example", ["b@y.example"], "Subject: inside\n\nhello\n")
            s.quit()
            """);

        Assert.StartsWith("TLS 1.", (await TlsOfLatestAsync(sink)).GetProperty("protocol").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_authority_is_shown_as_such()
    {
        await using var sink = await TestSink.StartAsync();

        await PythonAsync(sink, "smtps", null, """
            try: smtplib.SMTP_SSL("localhost", port, timeout=30, context=context)
            except ssl.SSLCertVerificationError: pass
            else: raise SystemExit("it was taken")
            """);

        using var http = sink.Http();
        var session = JsonDocument.Parse(await http.GetStringAsync("rest/v1/sessions?limit=1", Stop)).RootElement.GetProperty("items")[0];
        Assert.Equal("smtps", session.GetProperty("listener").GetString());
        var transcript = await http.GetStringAsync($"rest/v1/sessions/{session.GetProperty("id").GetString()}/transcript", Stop);
        // The alert that says so may be overtaken by the client's reset.
        Assert.Contains("does not trust this server's certificate", transcript, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls", "starttls")]
    [InlineData("-tlsc", "smtps")]
    public async Task Swaks_delivers(string option, string listener)
    {
        await using var sink = await TestSink.StartAsync();
        using var authority = await AuthorityAsync(sink);

        await Tool.RunAsync("swaks",
        [
            "--server", "localhost", "--port", Port(sink, listener), option, "--tls-verify", "--tls-ca-path", authority.File,
            "--from", "a@x.example", "--to", "b@y.example", "--data", "-",
        ], Encoding.ASCII.GetBytes("Subject: inside\n\nhello\n"));

        Assert.StartsWith("TLS 1.", (await TlsOfLatestAsync(sink)).GetProperty("protocol").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("starttls", "-starttls smtp", "-tls1_2", "TLS 1.2")]
    [InlineData("starttls", "-starttls smtp", "-tls1_3", "TLS 1.3")]
    [InlineData("smtps", "", "-tls1_3", "TLS 1.3")]
    public async Task Openssl_verifies_and_hears_the_end(string listener, string how, string version, string protocol)
    {
        await using var sink = await TestSink.StartAsync();
        using var authority = await AuthorityAsync(sink);

        var said = await Tool.RunAsync("openssl",
        [
            "s_client", "-connect", $"localhost:{Port(sink, listener)}", "-CAfile", authority.File, "-verify_return_error", "-crlf", "-ign_eof", version,
            .. how.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ], "EHLO c.example\nMAIL FROM:<a@x.example>\nRCPT TO:<b@y.example>\nDATA\nSubject: inside\n\nhello\n.\nQUIT\n"u8.ToArray());

        Assert.Contains("Verify return code: 0 (ok)", said, StringComparison.Ordinal);
        Assert.Contains("221 2.0.0 ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected eof", said, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(protocol, (await TlsOfLatestAsync(sink)).GetProperty("protocol").GetString());
    }

    [Theory]
    [InlineData(SecureSocketOptions.StartTls, "starttls")]
    [InlineData(SecureSocketOptions.SslOnConnect, "smtps")]
    public async Task MailKit_delivers(SecureSocketOptions how, string listener)
    {
        await using var sink = await TestSink.StartAsync();
        using var message = new MimeKit.MimeMessage(
            [new MimeKit.MailboxAddress("", "a@x.example")], [new MimeKit.MailboxAddress("", "b@y.example")], "inside", new MimeKit.TextPart { Text = "hello" });
        using var client = new SmtpClient { CheckCertificateRevocation = false };
        var pem = await PemAsync(sink);
        client.ServerCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.ImportFromPem(pem);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0 && chain.Build((X509Certificate2)certificate!);
        };

        await client.ConnectAsync("localhost", int.Parse(Port(sink, listener), System.Globalization.CultureInfo.InvariantCulture), how, Stop);
        await client.SendAsync(message, Stop);
        await client.DisconnectAsync(true, Stop);

        Assert.NotEmpty((await TlsOfLatestAsync(sink)).GetProperty("cipher").GetString()!);
    }

    [Fact]
    public async Task The_plain_port_offers_starttls_when_told_to()
    {
        await using var sink = await TestSink.StartAsync(o => o with { StartTls = true });
        using var authority = await AuthorityAsync(sink);

        await Tool.RunAsync("curl",
        [
            "--silent", "--show-error", "--noproxy", "*", "--ssl-reqd", "--cacert", authority.File, $"smtp://localhost:{sink.SmtpPort}/c.example",
            "--mail-from", "a@x.example", "--mail-rcpt", "b@y.example", "--upload-file", "-",
        ], Encoding.ASCII.GetBytes(Mail));

        Assert.Equal(Mail, Encoding.ASCII.GetString(await sink.LatestAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_certificate_is_shown_and_verified_by_the_authorities_given(bool isTrusted)
    {
        using var folder = new TemporaryFolder();
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Clients", issuerKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var issuer = authorityRequest.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var clients = folder.Write("clients.pem", issuer.ExportCertificatePem());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Joe", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddEmailAddress("joe@client.example");
        request.CertificateExtensions.Add(names.Build());
        using var shown = request.Create(issuer, issuer.NotBefore, issuer.NotAfter, [1]);
        folder.Write("joe.pem", shown.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        await using var sink = await TestSink.StartAsync(o => isTrusted ? o with { TlsClientCa = clients } : o);
        using var authority = await AuthorityAsync(sink);

        await PythonAsync(sink, "smtps", authority.File, $"""
            context.load_cert_chain("{folder.Path}/joe.pem")
            s = smtplib.SMTP_SSL("localhost", port, timeout=30, context=context)
            s.sendmail("a@x.example", ["b@y.example"], "Subject: inside\n\nhello\n")
            s.quit()
            """);

        var certificate = (await TlsOfLatestAsync(sink)).GetProperty("clientCertificate");
        Assert.Equal("CN=Joe", certificate.GetProperty("subject").GetString());
        Assert.Equal("email:joe@client.example", certificate.GetProperty("names")[0].GetString());
        Assert.Equal(isTrusted, certificate.GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task What_xforward_said_stands_with_the_message()
    {
        await using var sink = await TestSink.StartAsync(static o => o with
        {
            Listen = [new ListenerSpec { Name = "front", XClient = true, Addresses = [System.Net.IPAddress.Loopback] }],
        });

        await PythonAsync(sink, "front", null, """
            s = smtplib.SMTP("127.0.0.1", port, timeout=30)
            s.ehlo()
            assert s.has_extn("xforward")
            assert s.docmd("XCLIENT ADDR=192.0.2.7 PORT=4711 NAME=c.example.com")[0] == 220
            s.ehlo()
            assert s.docmd("XFORWARD NAME=origin.example ADDR=198.51.100.9")[0] == 250
            s.sendmail("a@x.example", ["b@y.example"], "Subject: forwarded\n\nhello\n")
            s.quit()
            """);

        var message = await sink.LatestMessageAsync();
        Assert.Equal("origin.example", message.GetProperty("envelope").GetProperty("forwarded").GetProperty("NAME").GetString());
        Assert.Equal("192.0.2.7", message.GetProperty("client").GetProperty("address").GetString());
        Assert.Equal("c.example.com", message.GetProperty("client").GetProperty("name").GetString());
    }

    private static string Port(SinkApplication sink, string listener) =>
        sink.Listeners.Single(l => l.Name == listener).Port!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> PemAsync(SinkApplication sink)
    {
        using var http = sink.Http();
        using var response = await http.GetAsync("rest/v1/tls/ca.pem", Stop);
        Assert.Equal("application/x-pem-file", response.Content.Headers.ContentType!.MediaType);
        return await response.Content.ReadAsStringAsync(Stop);
    }

    private static async Task<AuthorityFile> AuthorityAsync(SinkApplication sink) => new(await PemAsync(sink));

    private static async Task<JsonElement> TlsOfLatestAsync(SinkApplication sink) =>
        (await sink.LatestMessageAsync()).GetProperty("client").GetProperty("tls");

    private static Task<string> PythonAsync(SinkApplication sink, string listener, string? authority, string script) => Tool.RunAsync(
        "python3",
        [
            "-c",
            $"""
            import smtplib, ssl, sys
            port = int(sys.argv[1])
            context = ssl.create_default_context(cafile=sys.argv[2] if len(sys.argv) > 2 else None)
            {script}
            """,
            Port(sink, listener),
            .. authority is null ? (string[])[] : [authority],
        ]);

    private sealed class AuthorityFile : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public AuthorityFile(string pem) => File = _folder.Write("ca.pem", pem);

        public string File { get; }

        public void Dispose() => _folder.Dispose();
    }
}
