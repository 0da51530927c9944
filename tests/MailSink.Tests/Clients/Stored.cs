using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>What the sink stored, read as CI reads it: by REST.</summary>
internal static class Stored
{
    /// <summary>The octets of the newest message.</summary>
    public static async Task<byte[]> LatestAsync(this SinkApplication sink)
    {
        using var http = sink.Http();
        return await http.GetByteArrayAsync("rest/v1/messages/latest/raw", TestContext.Current.CancellationToken);
    }

    /// <summary>The octets of the newest message, waited for: a relay delivers when it likes.</summary>
    public static Task<byte[]> ArrivedAsync(this SinkApplication sink) =>
        sink.WaitAsync("rest/v1/messages/latest/raw", static content => content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

    /// <summary>The newest message of a sender, waited for.</summary>
    public static Task<JsonElement> ArrivedAsync(this SinkApplication sink, string from) =>
        sink.WaitAsync(
            $"rest/v1/messages/latest?from={from}",
            static content => content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));

    private static async Task<T> WaitAsync<T>(this SinkApplication sink, string path, Func<HttpContent, Task<T>> read)
    {
        using var http = sink.Http();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await http.GetAsync(path, patience.Token);
            if (answer.IsSuccessStatusCode) return await read(answer.Content);
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>The newest message as JSON.</summary>
    public static async Task<JsonElement> LatestMessageAsync(this SinkApplication sink)
    {
        using var http = sink.Http();
        return await http.GetFromJsonAsync<JsonElement>("rest/v1/messages/latest", TestContext.Current.CancellationToken);
    }

    /// <summary>The transcript of the session that brought the newest message, as telnet would show it.</summary>
    public static async Task<string> LatestSessionAsync(this SinkApplication sink)
    {
        using var http = sink.Http();
        var id = (await sink.LatestMessageAsync()).GetProperty("sessionId").GetString();
        return await http.GetStringAsync($"rest/v1/sessions/{id}/transcript", TestContext.Current.CancellationToken);
    }

    /// <summary>A real invoice mail: nested MIME, 8-bit text, lines that begin with dots, trailing spaces.</summary>
    public static byte[] Invoice { get; } = File.ReadAllBytes(InvoicePath);

    public static string InvoicePath => Path.Combine(AppContext.BaseDirectory, "Mail", "clients", "invoice.eml");
}
