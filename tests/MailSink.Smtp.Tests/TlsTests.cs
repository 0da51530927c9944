using System.Net.Security;
using System.Security.Cryptography;

namespace MailSink.Smtp.Tests;

/// <summary>What a script cannot say about TLS.</summary>
public sealed class TlsTests
{
    private const string Envelope = "EHLO c.example.com\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\n";

    private readonly ManualTime time = new();

    [Fact]
    public async Task Version_cipher_and_server_name_are_known_inside_tls()
    {
        var connection = await StartedAsync();
        Assert.Matches("^TLS 1\\.[23]$", connection.Status.TlsProtocol);
        Assert.StartsWith("TLS_", connection.Status.TlsCipher, StringComparison.Ordinal);
        Assert.Equal("sink.test", connection.Status.TlsServerName);
        Assert.Null(connection.Status.ClientCertificate);
        var line = Assert.Single(connection.Host.Lines, line => line.Note == "tls");
        Assert.Equal($"{connection.Status.TlsProtocol}, {connection.Status.TlsCipher}, server name sink.test", line.Text);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_client_certificate_of_a_known_authority_is_verified_and_its_names_are_kept()
    {
        var connection = await StartedAsync("sink.test +certificate");
        var shown = connection.Status.ClientCertificate!;
        Assert.Equal("CN=Joe", shown.Subject);
        Assert.Equal("CN=Test authority", shown.Issuer);
        Assert.Equal(["dns:client.example.com", "email:joe@example.com"], shown.Names);
        Assert.Equal(TestTls.Client.GetCertHashString(HashAlgorithmName.SHA256), shown.Sha256, ignoreCase: true);
        Assert.True(shown.IsVerified);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task A_client_certificate_of_nobody_is_taken_and_not_trusted()
    {
        var connection = await StartedAsync(change: options => options.ClientCertificates = [TestTls.Stranger]);
        Assert.Equal("CN=Stranger", connection.Status.ClientCertificate!.Subject);
        Assert.False(connection.Status.ClientCertificate.IsVerified);
        Assert.Contains("client certificate CN=Stranger, not trusted: ", connection.Host.Transcript, StringComparison.Ordinal);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task The_channel_binding_is_the_hash_of_the_servers_certificate()
    {
        var connection = await StartedAsync();
        Assert.Equal(SHA256.HashData(TestTls.ServerCertificate.RawData), connection.Session.Tls!.ServerEndPoint);
        await connection.CloseAsync();
    }

    [Fact]
    public async Task Nothing_said_in_clear_text_is_known_inside_tls()
    {
        var connection = await StartedAsync(before: "EHLO c.example.com\r\nAUTH PLAIN AGpvZQBzZWNyZXQ=\r\n");
        Assert.Null(connection.Status.AuthUser);
        Assert.Null(connection.Status.AuthMechanism);
        Assert.Null(connection.Status.Helo);
        Assert.Equal(Phase.Connected, connection.Status.Phase);
        Assert.DoesNotContain("STARTTLS", await connection.AskAsync("EHLO c.example.com\r\n"), StringComparison.Ordinal);
        await connection.CloseAsync();
    }

    [Theory]
    [InlineData("QUIT\r\n", "221 2.0.0 sink.test closing connection\r\n")]
    [InlineData("", "421 4.3.2 sink.test is shutting down\r\n")]
    public async Task The_end_is_said_with_close_notify(string last, string said)
    {
        var connection = await StartedAsync();
        if (last.Length > 0) await connection.SendAsync(last);
        else connection.Session.Shutdown();
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(said, connection.Take());
        Assert.True(connection.HeardCloseNotify);
    }

    [Fact]
    public async Task A_connection_too_many_is_told_421_inside_tls()
    {
        var connection = new Connection(new MemoryHost(), Options("implicit"), isOneTooMany: true);
        await connection.StartTlsAsync("sink.test");
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("421 4.3.2 sink.test has too many connections\r\n", connection.Take());
        Assert.True(connection.HeardCloseNotify);
    }

    [Fact]
    public async Task Time_limits_are_said_inside_tls()
    {
        var connection = await StartedAsync();
        await connection.SendAsync(Envelope + "DATA\r\nhalf");
        connection.Take();
        time.Pass(TimeSpan.FromMinutes(3.1));
        connection.Session.Tick();
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.StartsWith("421 4.4.2 ", connection.Take(), StringComparison.Ordinal);
        Assert.Equal(0, connection.Host.OpenContents);
    }

    [Fact]
    public async Task A_wait_that_was_disturbed_for_nothing_goes_on_inside_tls()
    {
        var connection = await StartedAsync();
        await connection.SendAsync("NO");
        connection.Session.Conversation.Wake();
        Assert.Equal("250 2.0.0 Ok\r\n", await connection.AskAsync("OP\r\n"));
        await connection.CloseAsync();
    }

    [Theory]
    [InlineData("starttls", "EHLO c.example.com\r\nSTARTTLS\r\n")]
    [InlineData("starttls", "EHLO c.example.com\r\nSTARTTLS\r\n\u0016\u0003\u0001\u0002\0\u0001")]
    [InlineData("implicit", "\u0016\u0003\u0001\u0002\0\u0001")]
    [InlineData("implicit", "")]
    public async Task A_handshake_that_does_not_come_is_given_up(string tls, string sent)
    {
        var connection = new Connection(new MemoryHost(), Options(tls), time);
        await connection.SendAsync(sent);
        connection.Take();
        time.Pass(TimeSpan.FromSeconds(29));
        connection.Session.Tick();
        Assert.False(connection.Run.IsCompleted);
        time.Pass(TimeSpan.FromSeconds(2));
        connection.Session.Tick();
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("", connection.Take());
        Assert.Equal(SessionEnd.Timeout, connection.Host.Ended);
        Assert.Equal(tls == "implicit", connection.Host.Findings.Any(finding => finding.Id == "S27"));
    }

    [Fact]
    public async Task A_stop_ends_a_handshake_without_a_word()
    {
        var connection = new Connection(new MemoryHost(), Options("implicit"), time);
        connection.Session.Shutdown();
        await connection.Run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal("", connection.Take());
        Assert.Equal(SessionEnd.Shutdown, connection.Host.Ended);
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\0\u0004abcd")]
    [InlineData("\u0016\u0003\u0001\0\u0005AAAAA")]
    [InlineData("\u0016\u0003\u0003\0\0\u0016\u0003\u0003\0\0")]
    public async Task Garbage_in_place_of_a_hello_ends_the_session_with_a_line_about_it(string garbage)
    {
        var connection = new Connection(new MemoryHost(), Options("implicit"), time);
        await connection.SendAsync(garbage);
        await connection.CloseAsync();
        Assert.StartsWith("handshake failed: ", Assert.Single(connection.Host.Lines, line => line.Note == "tls").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u0017\u0003\u0003\0\u0020BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB")]
    [InlineData("MAIL FROM:<a@example.com>\r\n")]
    public async Task What_cannot_be_decrypted_ends_the_session_as_a_lost_connection_does(string octets)
    {
        var connection = new Connection(new MemoryHost(), Options("implicit"), time);
        await connection.StartTlsAsync("sink.test");
        await connection.SendBeneathTlsAsync(octets);
        await connection.CloseAsync();
        Assert.Equal(SessionEnd.Client, connection.Host.Ended);
        Assert.True(connection.Run.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_handshake_before_the_reply_to_starttls_is_flagged_and_goes_on()
    {
        var connection = new Connection(new MemoryHost(), Options("starttls"), time);
        await connection.SendAsync("EHLO c.example.com\r\nSTARTTLS\r\n\u0016\u0003\u0001\0\u0004abcd");
        await connection.CloseAsync();
        Assert.Contains("220 2.0.0 Ready to start TLS", connection.Take(), StringComparison.Ordinal);
        Assert.Contains(connection.Host.Findings, finding => finding is { Id: "S08" } && finding.Detail.Contains("STARTTLS", StringComparison.Ordinal));
        Assert.DoesNotContain(connection.Host.Findings, finding => finding.Id == "T04");
    }

    [Fact]
    public async Task Replies_of_clear_text_leave_before_tls_begins()
    {
        var connection = new Connection(new MemoryHost(), Options("starttls"), time);
        await connection.SendAsync("EHLO c.example.com\r\nNOOP\r\nVRFY x\r\nSTARTTLS\r\n");
        Assert.EndsWith("\r\n220 2.0.0 Ready to start TLS\r\n", connection.Take(), StringComparison.Ordinal);
        await connection.StartTlsAsync("sink.test");
        Assert.Equal("", connection.Take());
        await connection.CloseAsync();
    }

    [Fact]
    public async Task An_application_protocol_that_is_not_smtp_is_flagged()
    {
        var connection = new Connection(new MemoryHost(), Options("implicit"), time);
        await connection.StartTlsAsync("sink.test", static options => options.ApplicationProtocols = [SslApplicationProtocol.Http11]);
        await connection.CloseAsync();
        var finding = Assert.Single(connection.Host.Findings, finding => finding.Id == "T05");
        Assert.Contains("http/1.1", finding.Detail, StringComparison.Ordinal);
    }

    private static SmtpOptions Options(string tls) => new() { HostName = "sink.test", Tls = TestTls.Settings(tls) };

    private async Task<Connection> StartedAsync(
        string what = "sink.test", Action<SslClientAuthenticationOptions>? change = null, string before = "EHLO c.example.com\r\n")
    {
        var connection = new Connection(new MemoryHost(), Options("starttls"), time);
        await connection.SendAsync(before + "STARTTLS\r\n");
        connection.Take();
        await connection.StartTlsAsync(what, change);
        return connection;
    }
}
