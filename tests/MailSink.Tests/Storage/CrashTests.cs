using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MailSink.Storage;
using MailSink.Tests.Listeners;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class CrashTests
{
    private const int Clients = 8;
    private const int EnoughAcknowledged = 400;

    [Fact]
    public async Task A_process_killed_under_load_has_every_message_it_acknowledged_and_nothing_half()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new ConcurrentDictionary<string, int>();
        await using (var sink = await SinkProcess.StartedAsync("--smtp-port", "0", "--http-port", "0", "--data", folder.Path))
        {
            var enough = new TaskCompletionSource();
            var clients = Enumerable.Range(0, Clients).Select(n => SendUntilCutOffAsync(sink.SmtpPort, n, acknowledged, enough)).ToList();
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            await sink.SignalAsync("KILL");
            await sink.ExitAsync();
            await Task.WhenAll(clients);
        }

        // It starts again by itself, on the folder as it was left.
        await using (var again = await SinkProcess.StartedAsync("--smtp-port", "0", "--http-port", "0", "--data", folder.Path))
        {
            await again.SignalAsync("TERM");
            Assert.Equal(0, await again.ExitAsync());
        }

        Assert.True(acknowledged.Count >= EnoughAcknowledged);
        AssertAllThere(folder.Path, acknowledged);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task A_process_killed_behind_the_250_makes_the_delivery_reports_once(int count)
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["--smtp-port", "0", "--http-port", "0", "--data", folder.Path];
        await using (var sink = await SinkProcess.StartedAsync(arguments))
        {
            await using var wire = await Wire.ConnectAsync(new IPEndPoint(IPAddress.Loopback, sink.SmtpPort));
            await wire.ReadLineAsync();
            await wire.AskAsync("EHLO crash.test");
            for (var n = 0; n < count; n++)
            {
                await wire.AskAsync("MAIL FROM:<a@crash.test>");
                await wire.AskAsync("RCPT TO:<b@crash.test> NOTIFY=SUCCESS");
                await wire.AskAsync("DATA");
                Assert.StartsWith("250 ", await wire.AskAsync($"Subject: report-{n}.\r\n\r\n."), StringComparison.Ordinal);
            }

            await sink.SignalAsync("KILL");
            await sink.ExitAsync();
        }

        await using var again = await SinkProcess.StartedAsync(arguments);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{again.HttpPort}/rest/v1/") };
        // The last one's report is made last.
        var last = await LatestAsync(http, $"subject=report-{count - 1}.&from=a@crash.test");
        while (last.GetProperty("reports").GetArrayLength() == 0)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            last = await LatestAsync(http, $"subject=report-{count - 1}.&from=a@crash.test");
        }

        for (var n = 0; n < count; n++)
            Assert.Equal(1, (await LatestAsync(http, $"subject=report-{n}.&from=a@crash.test")).GetProperty("reports").GetArrayLength());
        var all = await http.GetFromJsonAsync<JsonElement>("messages?limit=1", TestContext.Current.CancellationToken);
        Assert.Equal(2 * count, all.GetProperty("total").GetInt32());
    }

    private static Task<JsonElement> LatestAsync(HttpClient http, string filter) =>
        http.GetFromJsonAsync<JsonElement>($"messages/latest?{filter}", TestContext.Current.CancellationToken);

    private static async Task SendUntilCutOffAsync(
        int port, int client, ConcurrentDictionary<string, int> acknowledged, TaskCompletionSource enough)
    {
        try
        {
            await using var wire = await Wire.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            await wire.ReadLineAsync();
            await wire.AskAsync("EHLO crash.test");
            for (var n = 0; ; n++)
            {
                var name = $"{client}-{n}";
                // Every tenth is large enough for chunks.
                var text = string.Concat(Enumerable.Repeat($"line of {name} to fill it\r\n", n % 10 == 9 ? 20_000 : 20));
                await wire.AskAsync("MAIL FROM:<a@crash.test>");
                await wire.AskAsync("RCPT TO:<b@crash.test>");
                await wire.AskAsync("DATA");
                var content = $"Subject: {name}\r\n\r\n{text}";
                if (!(await wire.AskAsync($"{content}.")).StartsWith("250 ", StringComparison.Ordinal)) return;
                acknowledged[name] = content.Length;
                if (acknowledged.Count >= EnoughAcknowledged) enough.TrySetResult();
            }
        }
        catch (IOException)
        {
            // The server was killed.
        }
    }

    private static void AssertAllThere(string path, ConcurrentDictionary<string, int> acknowledged)
    {
        using var folder = DataFolder.Open(path);
        using var readers = new StoreReaders(folder);
        using var reader = readers.Open();
        var stored = reader.Db.Messages.ToDictionary(m => m.Subject);
        foreach (var (name, length) in acknowledged)
        {
            Assert.True(stored.TryGetValue(name, out var message), $"{name} was acknowledged and is lost.");
            Assert.Equal(length, message!.Size);
        }

        foreach (var message in stored.Values)
        {
            using var body = ContentStream.Open(readers, message.ContentId);
            Assert.NotNull(body);
            Assert.Equal(message.Size, body.CopyToEnd());
        }

        Assert.Empty(reader.Db.Uploads.Where(u => !reader.Db.Contents.Any(c => c.UploadId == u.Id)));
        Assert.Empty(reader.Db.Messages.Where(m => !reader.Db.Sessions.Any(s => s.Id == m.SessionId)));
        Assert.Empty(reader.Db.Sessions.Where(s => s.EndedUs == null));
        Assert.Equal(stored.Count, reader.Db.Blocks.Sum(b => b.Live));
        using var check = reader.Connection.CreateCommand();
        check.CommandText = "PRAGMA main.integrity_check";
        Assert.Equal("ok", check.ExecuteScalar());
    }
}

internal static class StreamReading
{
    /// <summary>Reads to the end and tells how many octets there were.</summary>
    public static long CopyToEnd(this Stream stream)
    {
        var buffer = new byte[64 * 1024];
        long octets = 0;
        for (int read; (read = stream.Read(buffer)) > 0;) octets += read;
        return octets;
    }
}
