using System.Text;

namespace MailSink.Smtp.Tests.Client;

/// <summary>The engine's two halves with each other: what one sends the other stores, and both transcripts have every line.</summary>
public sealed class OwnServerTests
{
    private static readonly SmtpOptions Sink = new() { HostName = "sink.test" };

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task A_message_arrives_as_it_was(bool chunking, bool pipelining)
    {
        var content = "Subject: dots\r\n\r\n.\r\n..\r\na.b\r\n.\r\n";
        var message = Mail.With(content, "a@example.org", "b@example.org");

        var (store, client) = await RunAsync(new SmtpClientOptions { HelloName = "client.example.org", UseChunking = chunking, UsePipelining = pipelining }, async session =>
        {
            var results = await session.SendAsync(message, TestContext.Current.CancellationToken);
            Assert.All(results, result => Assert.Equal(DeliveryOutcome.Delivered, result.Outcome));
        });

        var stored = Assert.Single(store.Messages);
        Assert.Equal(content, stored.Text);
        Assert.Equal("joe@example.org", stored.Envelope.ReversePath);
        Assert.Equal(["a@example.org", "b@example.org"], stored.Envelope.Recipients.Select(recipient => recipient.Address));
        Assert.Equal(chunking ? ContentVia.Bdat : ContentVia.Data, stored.Envelope.Via);
        Assert.Empty(store.Findings);
        Assert.Equal(Said(store), Said(client));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(131072)]
    [InlineData(1_000_000)]
    public async Task Octets_of_any_number_arrive_by_BDAT_unchanged(int length)
    {
        var octets = new byte[length];
        new Random(length).NextBytes(octets);
        var message = Mail.With(Encoding.Latin1.GetString(octets), "a@example.org") with { Body = BodyNeed.EightBitUndeclared, Size = length };

        var (store, _) = await RunAsync(new SmtpClientOptions(), async session =>
            Assert.Equal(DeliveryOutcome.Delivered, Assert.Single(await session.SendAsync(message, TestContext.Current.CancellationToken)).Outcome));

        Assert.Equal(octets, Assert.Single(store.Messages).Octets);
    }

    [Fact]
    public async Task Many_messages_go_in_one_session_and_a_refused_one_does_not_disturb_the_next()
    {
        var (store, _) = await RunAsync(new SmtpClientOptions(), async session =>
        {
            for (var i = 0; i < 20; i++)
            {
                var results = await session.SendAsync(Mail.With($"Subject: {i}\r\n\r\n", $"user{i}@example.org"), TestContext.Current.CancellationToken);
                Assert.Equal(DeliveryOutcome.Delivered, results[0].Outcome);
                results = await session.SendAsync(Mail.To("a@example.org") with { Size = 100_000_000 }, TestContext.Current.CancellationToken);
                Assert.Equal(DeliveryOutcome.Failed, results[0].Outcome);
            }
        });

        Assert.Equal(20, store.Messages.Count);
    }

    [Fact]
    public async Task A_store_that_is_full_keeps_the_message_here()
    {
        var (store, _) = await RunAsync(new SmtpClientOptions(), async session =>
        {
            var result = Assert.Single(await session.SendAsync(Mail.To("a@example.org"), TestContext.Current.CancellationToken));
            Assert.Equal((DeliveryOutcome.Kept, "4.3.1"), (result.Outcome, result.Reply!.Enhanced));
        }, new MemoryHost { Outcome = CommitStatus.StorageFull });

        Assert.Empty(store.Messages);
    }

    [Fact]
    public async Task Addresses_beyond_ASCII_ask_for_SMTPUTF8()
    {
        var (store, _) = await RunAsync(new SmtpClientOptions(), async session =>
            await session.SendAsync(Mail.To("王@例子.test"), TestContext.Current.CancellationToken));

        Assert.True(Assert.Single(store.Messages).Envelope.SmtpUtf8);
        Assert.Equal("王@例子.test", store.Messages[0].Envelope.Recipients[0].Address);
    }

    [Theory]
    [InlineData("PLAIN", "joe •••")]
    [InlineData("LOGIN", "joe")]
    public async Task A_login_shows_the_name_and_never_the_secret(string mechanism, string shown)
    {
        var options = new SmtpClientOptions
        {
            Credentials = new ClientCredentials("joe", "hunter2 geheim") { Mechanisms = [mechanism], AllowClearText = true },
        };
        var (store, client) = await RunAsync(options, _ => Task.CompletedTask);

        Assert.Contains(store.Lines, line => line.Text.StartsWith("235", StringComparison.Ordinal));
        Assert.Contains(client.Lines, line => line.Source == LineSource.Client && Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(line.Text)).EndsWith(shown, StringComparison.Ordinal));
        foreach (var secret in (string[])["hunter2", Convert.ToBase64String("hunter2 geheim"u8), Convert.ToBase64String("\0joe\0hunter2 geheim"u8)])
            Assert.DoesNotContain(secret, client.Transcript, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("CRAM-MD5")]
    [InlineData("XOAUTH2")]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Every_mechanism_logs_a_configured_user_in_and_refuses_a_wrong_secret(string mechanism)
    {
        var users = Sink with { Users = new SmtpUsers([SmtpUser.Create("jo,e=", "pass wörd", [])!]) };
        foreach (var secret in (string[])["pass wörd", "wrong"])
        {
            var pair = new DuplexPair();
            var (store, run) = Serve(pair, new MemoryHost(), users);
            var credentials = new ClientCredentials("jo,e=", secret) { Mechanisms = [mechanism], AllowClearText = true };
            await using (var session = Client(pair, new MemoryHost(), new SmtpClientOptions { Credentials = credentials }))
            {
                var answer = await session.OpenAsync();
                Assert.Equal(secret == "wrong" ? 535 : 235, answer.Reply!.Code);
            }

            await EndAsync(pair, run);
            Assert.Equal(secret == "wrong", store.Lines.All(line => !line.Text.StartsWith("235", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_readable_secret_is_not_sent_in_clear_text_unless_that_is_allowed()
    {
        var pair = new DuplexPair();
        var (store, run) = Serve(pair, new MemoryHost(), Sink);
        await using (var session = Client(pair, new MemoryHost(), new SmtpClientOptions { Credentials = new ClientCredentials("joe", "secret") { Mechanisms = ["PLAIN", "LOGIN"] } }))
            Assert.Equal(ClientFault.NoLogin, (await session.OpenAsync()).Fault);
        await EndAsync(pair, run);

        Assert.DoesNotContain(store.Lines, line => line.Command == "AUTH");
    }

    private static async Task<(MemoryHost Store, MemoryHost Client)> RunAsync(SmtpClientOptions options, Func<SmtpClientSession, Task> use, MemoryHost? store = null)
    {
        var pair = new DuplexPair();
        var (host, run) = Serve(pair, store ?? new MemoryHost(), Sink);
        var client = new MemoryHost();
        await using (var session = Client(pair, client, options))
        {
            Assert.True((await session.OpenAsync()).IsPositive);
            await use(session);
            Assert.True((await session.QuitAsync()).IsPositive);
        }

        await EndAsync(pair, run);
        return (host, client);
    }

    private static (MemoryHost Host, Task Run) Serve(DuplexPair pair, MemoryHost host, SmtpOptions options)
    {
        var status = new SessionStatus { Listener = "test", StartedAt = TimeProvider.System.GetUtcNow() };
        return (host, new SmtpSession(pair.Server, options, host, status, TimeProvider.System).RunAsync());
    }

    private static SmtpClientSession Client(DuplexPair pair, MemoryHost host, SmtpClientOptions options) =>
        new(pair.Client, options, host, new SessionStatus { Listener = "test", StartedAt = TimeProvider.System.GetUtcNow() }, TimeProvider.System);

    private static async Task EndAsync(DuplexPair pair, Task run)
    {
        await pair.Client.Output.CompleteAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    /// <summary>Who said what, but for the order in which a group and its replies crossed.</summary>
    private static IEnumerable<string> Said(MemoryHost host) =>
        host.Lines.Where(line => line.Source != LineSource.Event).Select(line => $"{line.Source} {line.Text}").Order();
}
