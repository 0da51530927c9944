using System.Text;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>Postfix as the application's relay: pipelined groups with QUIT behind the final dot, DSN parameters, SMTPUTF8.</summary>
public sealed class PostfixTests
{
    [Fact]
    public async Task A_pipelined_delivery_with_dsn_parameters_arrives()
    {
        await using var sink = await TestSink.StartAsync();
        await using var postfix = await Postfix.StartAsync($"relayhost = [127.0.0.1]:{sink.SmtpPort}");

        await postfix.SendAsync(
            Encoding.UTF8.GetBytes("Subject: by Postfix\n\n.dot\nGrüße\n"),
            "-N", "success,failure", "-V", "order-4711", "-f", "a@shop.example", "b@y.example", "c@y.example");

        // The sink answers with a delivery report, so that the newest message need not be this one.
        var message = await sink.ArrivedAsync("a@shop.example");
        Assert.Equal(".dot\nGrüße\n", message.GetProperty("text").GetString()!.ReplaceLineEndings("\n"));
        var envelope = message.GetProperty("envelope");
        Assert.Equal("order-4711", envelope.GetProperty("envid").GetString());
        var recipients = envelope.GetProperty("recipients").EnumerateArray().ToList();
        Assert.Equal(2, recipients.Count);
        Assert.All(recipients, static r => Assert.StartsWith("rfc822;", r.GetProperty("orcpt").GetString(), StringComparison.Ordinal));
        Assert.All(recipients, static r => Assert.Equal(["SUCCESS", "FAILURE"], r.GetProperty("notify").EnumerateArray().Select(static n => n.GetString())));
    }

    [Fact]
    public async Task By_LMTP_each_recipient_has_a_result_of_its_own()
    {
        await using var sink = await TestSink.ListeningAsync(["lmtp@127.0.0.1:0"]);
        await using var postfix = await Postfix.StartAsync($"default_transport = lmtp:inet:127.0.0.1:{sink.PortOf("lmtp")}");

        await postfix.SendAsync(
            Encoding.UTF8.GetBytes("Subject: by LMTP\n\nhello\n"), "-f", "a@shop.example",
            "b@y.example", "code-550-5.1.1@fault.test", "c@y.example", "code-450-4.2.1@fault.test");

        await sink.ArrivedAsync("a@shop.example");
        var log = await postfix.LogAsync(recipients: 4);
        Assert.Matches(@"to=<b@y\.example>, .*dsn=2\.0\.0, status=sent \(250 2\.0\.0 ", log);
        Assert.Matches(@"to=<c@y\.example>, .*dsn=2\.0\.0, status=sent \(250 2\.0\.0 ", log);
        Assert.Matches(@"to=<code-550-5\.1\.1@fault\.test>, .*dsn=5\.1\.1, status=bounced ", log);
        Assert.Matches(@"to=<code-450-4\.2\.1@fault\.test>, .*dsn=4\.2\.1, status=deferred ", log);
    }

    private sealed class Postfix : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();

        private string Settings => Path.Combine(_folder.Path, "etc");

        public static async Task<Postfix> StartAsync(string route)
        {
            Assert.SkipUnless(Tool.Find("postfix") is not null, "postfix is not installed.");
            Assert.SkipUnless(Environment.IsPrivilegedProcess, "Postfix starts as root only.");
            var postfix = new Postfix();
            await postfix.ConfigureAsync(route);
            await Tool.RunAsync("postfix", ["-c", postfix.Settings, "start"]);
            return postfix;
        }

        public async Task SendAsync(byte[] message, params string[] arguments) =>
            await Tool.RunAsync("/usr/sbin/sendmail", ["-C", Settings, .. arguments], message);

        /// <summary>What became of each recipient, in Postfix's words, as soon as something became of so many.</summary>
        public async Task<string> LogAsync(int recipients)
        {
            while (true)
            {
                var log = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "log"), TestContext.Current.CancellationToken);
                if (log.Split('\n').Count(static line => line.Contains(" status=", StringComparison.Ordinal)) >= recipients) return log;
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Tool.RunAsync("postfix", ["-c", Settings, "stop"]);
            _folder.Dispose();
        }

        private async Task ConfigureAsync(string route)
        {
            var folder = _folder.Path;
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            foreach (var part in new[] { "etc", "queue", "data" }) Directory.CreateDirectory(Path.Combine(folder, part));
            await Tool.RunAsync("chown", ["postfix", Path.Combine(folder, "data")]);
            _folder.Write("etc/main.cf", $"""
                compatibility_level = 3.6
                queue_directory = {folder}/queue
                data_directory = {folder}/data
                maillog_file_prefixes = {folder}
                maillog_file = {folder}/log
                myhostname = mta.shop.example
                mynetworks_style = host
                inet_interfaces = loopback-only
                inet_protocols = ipv4
                mydestination =
                alias_maps =
                local_recipient_maps =
                {route}
                smtp_dns_support_level = disabled

                """);
            // No smtpd: nothing listens, it only sends.
            _folder.Write("etc/master.cf", """
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                smtp unix - - n - - smtp
                lmtp unix - - n - - lmtp
                error unix - - n - - error
                retry unix - - n - - error
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                proxymap unix - - n - - proxymap
                flush unix n - n 1000? 0 flush
                showq unix n - n - - showq
                postlog unix-dgram n - n - 1 postlogd

                """);
        }
    }
}
