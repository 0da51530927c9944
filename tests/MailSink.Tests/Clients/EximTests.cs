using System.Text;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>
/// Exim sends by BDAT wherever CHUNKING is announced: a small message as one LAST chunk, a larger one as header and body. It runs
/// here without privileges and without being installed as this machine's mail transfer agent; the user it was built to look for
/// is made up by libnss_wrapper.
/// </summary>
public sealed class EximTests
{
    [Fact]
    public async Task A_small_message_comes_as_one_chunk()
    {
        await using var sink = await TestSink.StartAsync();
        using var exim = new Exim(sink.SmtpPort!.Value);

        await exim.SendAsync(Encoding.UTF8.GetBytes("Subject: one chunk\n\n.dot\n..two\nGrüße\n"), "a@shop.example", "b@y.example");

        Assert.EndsWith("\r\n\r\n.dot\r\n..two\r\nGrüße\r\n", Encoding.UTF8.GetString(await sink.LatestAsync()), StringComparison.Ordinal);
        var envelope = (await sink.LatestMessageAsync()).GetProperty("envelope");
        Assert.Equal("BDAT", envelope.GetProperty("via").GetString());
        Assert.Equal("a@shop.example", envelope.GetProperty("from").GetString());
        Assert.Single(Chunks(await sink.LatestSessionAsync()));
    }

    [Fact]
    public async Task A_larger_message_comes_as_a_header_chunk_and_a_body_chunk()
    {
        await using var sink = await TestSink.StartAsync();
        using var exim = new Exim(sink.SmtpPort!.Value);
        var body = string.Concat(Enumerable.Range(0, 4000).Select(static i => $".line {i} of the body\n"));

        await exim.SendAsync(Encoding.UTF8.GetBytes($"Subject: two chunks\n\n{body}"), "a@shop.example", "b@y.example", "c@y.example");

        Assert.EndsWith("\r\n\r\n" + body.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(await sink.LatestAsync()), StringComparison.Ordinal);
        Assert.Equal(2, (await sink.LatestMessageAsync()).GetProperty("envelope").GetProperty("recipients").GetArrayLength());
        Assert.Equal(2, Chunks(await sink.LatestSessionAsync()).Count);
    }

    [Fact]
    public async Task By_LMTP_each_recipient_has_a_result_of_its_own()
    {
        await using var sink = await TestSink.ListeningAsync(["lmtp@127.0.0.1:0"]);
        using var exim = new Exim(sink.PortOf("lmtp"), "lmtp");

        await exim.SendAsync(
            Encoding.UTF8.GetBytes("Subject: by LMTP\n\n.dot\n"), "a@shop.example",
            "b@y.example", "code-550-5.1.1@fault.test", "c@y.example", "code-450-4.2.1@fault.test", "data-552-5.3.4@fault.test");

        var log = exim.Log();
        Assert.Matches(@"[=-]> b@y\.example .*C=""250 2\.0\.0 ", log);
        Assert.Matches(@"[=-]> c@y\.example .*C=""250 2\.0\.0 ", log);
        Assert.Matches(@"\*\* code-550-5\.1\.1@fault\.test .*550 5\.1\.1 ", log);
        Assert.Matches(@"== code-450-4\.2\.1@fault\.test .*450 4\.2\.1 ", log);
        Assert.Matches(@"\*\* data-552-5\.3\.4@fault\.test .*552 5\.3\.4 ", log);
    }

    private static List<string> Chunks(string transcript) =>
        [.. transcript.Split('\n').Where(static line => line.StartsWith("C: BDAT ", StringComparison.Ordinal))];

    private sealed class Exim : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly Dictionary<string, string> _environment;
        private readonly string _configuration;

        public Exim(int port, string protocol = "smtp")
        {
            Assert.SkipUnless(Tool.Find("exim4") is not null, "exim4 is not installed.");
            OpenToAll(_folder.Path);
            // Without the set-user-id bit: it would take privileges away that are not there, and our variables with them.
            var program = Path.Combine(_folder.Path, "exim4");
            using (var copy = File.Create(program)) copy.Write(File.ReadAllBytes(Tool.Find("exim4")!));
            OpenToAll(program);
            var user = "Debian-exim:x:64001:64001::/nonexistent:/bin/false\n";
            _environment = new()
            {
                ["LD_PRELOAD"] = "libnss_wrapper.so",
                ["NSS_WRAPPER_PASSWD"] = _folder.Write("passwd", File.ReadAllText("/etc/passwd") + user),
                ["NSS_WRAPPER_GROUP"] = _folder.Write("group", File.ReadAllText("/etc/group") + "Debian-exim:x:64001:\n"),
            };
            OpenToAll(Directory.CreateDirectory(Path.Combine(_folder.Path, "spool")).FullName);
            _configuration = _folder.Write("exim.conf", Configuration(_folder.Path, program, port, protocol));
        }

        public async Task SendAsync(byte[] message, string from, params string[] to) => await Tool.RunAsync(
            Path.Combine(_folder.Path, "exim4"), ["-C", _configuration, "-odi", "-f", from, .. to], message, _environment);

        /// <summary>What became of each recipient, in Exim's words.</summary>
        public string Log() => File.ReadAllText(Path.Combine(_folder.Path, "spool", "mainlog"));

        public void Dispose() => _folder.Dispose();

        private static void OpenToAll(string path)
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);
        }

        private static string Configuration(string folder, string program, int port, string protocol) => $"""
            exim_path = {program}
            exim_user = 64001
            exim_group = 64001
            spool_directory = {folder}/spool
            log_file_path = {folder}/spool/%slog
            primary_hostname = mta.shop.example
            qualify_domain = shop.example
            keep_environment = *
            begin routers
            sink:
              driver = manualroute
              transport = sink
              route_list = * 127.0.0.1 byname
              self = send
            begin transports
            sink:
              driver = smtp
              protocol = {protocol}
              port = {port}
              hosts_try_chunking = *
            begin retry
            * * F,1h,15m

            """;
    }
}
