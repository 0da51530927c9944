using System.Net;
using System.Text.Json;
using MailSink.Tests.Listeners;
using Xunit;

namespace MailSink.Tests.Queue;

/// <summary>Mail that waits, and a client that asks for it.</summary>
internal static class QueueWire
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What became of a message for one recipient, in a line.</summary>
    public static string Text(JsonElement handover) =>
        $"{handover.GetProperty("recipient")} {handover.GetProperty("state")} {handover.GetProperty("reply")}".TrimEnd();

    /// <summary>Waits for what happens in the background.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await holds()) await Task.Delay(50, patience.Token);
    }

    /// <summary>Sends a message.</summary>
    public static Task CaptureAsync(SinkApplication sink, params string[] recipients) => CaptureAsync(sink.SmtpPort!.Value, recipients);

    /// <inheritdoc cref="CaptureAsync(SinkApplication, string[])"/>
    public static async Task CaptureAsync(int port, params string[] recipients)
    {
        await using var wire = await Wire.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await wire.ReadLineAsync();
        await wire.AskAsync("EHLO client.example.com");
        await wire.AskAsync("MAIL FROM:<joe@sender.example>");
        foreach (var recipient in recipients) await wire.AskAsync($"RCPT TO:<{recipient}>");
        await wire.AskAsync("DATA");
        Assert.StartsWith("250 ", await wire.AskAsync($"Subject: {recipients[0]}\r\n\r\n..dot\r\n."), StringComparison.Ordinal);
        await wire.AskAsync("QUIT");
    }

    /// <summary>A session that has logged in and may ask for what waits.</summary>
    public static Task<Wire> LoginAsync(SinkApplication sink) => LoginAsync(sink.SmtpPort!.Value);

    /// <inheritdoc cref="LoginAsync(SinkApplication)"/>
    public static async Task<Wire> LoginAsync(int port)
    {
        var wire = await Wire.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await wire.ReadLineAsync();
        await wire.AskAsync("EHLO client.example.com");
        await wire.AskAsync("AUTH PLAIN AGpvZQBzZWNyZXQ=");
        return wire;
    }
}
