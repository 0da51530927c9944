using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MailSink.Smtp.Tests.Client;

/// <summary>The client inside TLS, and what it refuses to do without.</summary>
public sealed class SecureTests
{
    private static readonly RemoteCertificateValidationCallback KnowsTheSink =
        (_, shown, _, _) => shown is X509Certificate2 certificate && certificate.Thumbprint == TestTls.ServerCertificate.Thumbprint;

    private static SmtpClientOptions Options(ClientTlsMode mode, RemoteCertificateValidationCallback? verify) =>
        new() { HelloName = "client.example.org", Tls = new ClientTls(mode, "sink.test") { Verify = verify } };

    [Theory]
    [InlineData(ClientTlsMode.StartTls, "starttls")]
    [InlineData(ClientTlsMode.WhenOffered, "starttls")]
    [InlineData(ClientTlsMode.Implicit, "implicit")]
    public async Task A_message_goes_through_TLS(ClientTlsMode mode, string listener)
    {
        var (store, client, opened) = await RunAsync(Options(mode, KnowsTheSink), listener, async session =>
            Assert.Equal(DeliveryOutcome.Delivered, Assert.Single(await session.SendAsync(Mail.To("a@example.org"), TestContext.Current.CancellationToken)).Outcome));

        Assert.True(opened.IsPositive);
        Assert.Single(store.Messages);
        Assert.Contains(client.Lines, line => line.Note == "tls" && line.Text.StartsWith("TLS 1.", StringComparison.Ordinal));
        Assert.DoesNotContain(store.Findings, finding => finding.Id == "T03");
    }

    [Theory]
    [InlineData(ClientTlsMode.StartTls, "starttls")]
    [InlineData(ClientTlsMode.Implicit, "implicit")]
    public async Task A_certificate_the_system_does_not_trust_ends_it(ClientTlsMode mode, string listener)
    {
        var (store, _, opened) = await RunAsync(Options(mode, null), listener, _ => Task.CompletedTask);

        Assert.Equal(ClientFault.NoTls, opened.Fault);
        Assert.Empty(store.Messages);
    }

    [Fact]
    public async Task Without_an_offer_only_who_does_not_demand_TLS_goes_on()
    {
        Assert.Equal(ClientFault.NoTls, (await RunAsync(Options(ClientTlsMode.StartTls, KnowsTheSink), null, _ => Task.CompletedTask)).Opened.Fault);
        Assert.True((await RunAsync(Options(ClientTlsMode.WhenOffered, KnowsTheSink), null, _ => Task.CompletedTask)).Opened.IsPositive);
    }

    [Fact]
    public async Task Octets_in_clear_text_behind_220_are_no_reply_inside_TLS()
    {
        var server = new FakeServer(line => line switch
        {
            "STARTTLS" => "220 go\r\n250-there\r\n250 AUTH PLAIN\r\n",
            _ when line.StartsWith("EHLO", StringComparison.Ordinal) => "250-there\r\n250 STARTTLS\r\n",
            _ => Mail.Ok(line),
        });

        var answer = await server.RunAsync(Options(ClientTlsMode.StartTls, KnowsTheSink), session => session.OpenAsync().AsTask());

        Assert.Equal(ClientFault.NoTls, answer.Fault);
        Assert.Equal("STARTTLS", server.Lines[^1]);
    }

    private static async Task<(MemoryHost Store, MemoryHost Client, ClientAnswer Opened)> RunAsync(
        SmtpClientOptions options, string? listener, Func<SmtpClientSession, Task> use)
    {
        var pair = new DuplexPair();
        var (store, client) = (new MemoryHost(), new MemoryHost());
        var sink = new SmtpOptions { HostName = "sink.test", Tls = listener is null ? null : TestTls.Settings(listener) };
        var run = new SmtpSession(pair.Server, sink, store, Status(), TimeProvider.System).RunAsync();
        ClientAnswer opened;
        await using (var session = new SmtpClientSession(pair.Client, options, client, Status(), TimeProvider.System))
        {
            opened = await session.OpenAsync();
            if (opened.IsPositive) await use(session);
            await session.QuitAsync();
        }

        await pair.Client.Output.CompleteAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return (store, client, opened);
    }

    private static SessionStatus Status() => new() { Listener = "test", StartedAt = TimeProvider.System.GetUtcNow() };
}
