using System.Collections.Concurrent;
using System.Net;
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
