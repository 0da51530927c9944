using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using MailSink.Sessions;
using MailSink.Smtp;
using MailSink.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MailSink.Tests.Rest;

/// <summary>A running sink and a client of its API; one for all tests of a class, each of which works in an inbox of its own.</summary>
public sealed class RestSink : IAsyncLifetime
{
    private SinkApplication? _sink;
    private HttpClient? _http;

    internal SinkApplication Sink => _sink!;
    internal HttpClient Http => _http!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sink = await TestSink.StartAsync();
        _http = _sink.Http();
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_sink is not null) await _sink.DisposeAsync();
    }

    internal T Get<T>() where T : notnull => Sink.Services.GetRequiredService<T>();

    /// <summary>Stores a mail by POST and returns its id.</summary>
    internal async Task<string> AddAsync(byte[] mail, string inbox = "default", string from = "a@mail.test", string to = "b@mail.test")
    {
        using var content = new ByteArrayContent(mail);
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var response = await Http.PostAsync(
            $"rest/v1/messages?inbox={Uri.EscapeDataString(inbox)}&from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}", content, Cancellation);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["id"]!;
    }

    internal Task<string> AddAsync(string mail, string inbox = "default", string from = "a@mail.test", string to = "b@mail.test") =>
        AddAsync(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), inbox, from, to);

    internal async Task<JsonNode> JsonAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Http.GetAsync(path, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == expected, $"{path} answered {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, contentType);
        return await Http.SendAsync(request, Cancellation);
    }

    internal async Task<(HttpStatusCode Status, JsonNode? Json)> CallAsync(HttpMethod method, string path, string? body = null)
    {
        using var response = await SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    internal async Task<List<string>> IdsAsync(string path) => [.. (await JsonAsync(path))["items"]!.AsArray().Select(i => (string)i!["id"]!)];

    /// <summary>A session as the engine would open and record it.</summary>
    internal LiveSession Connect(string? user = null) => (LiveSession)Get<LiveSessions>().Open(new SessionStatus
    {
        Listener = "smtp",
        Remote = new IPEndPoint(IPAddress.Loopback, 4711),
        StartedAt = Get<TimeProvider>().GetUtcNow(),
        AuthUser = user,
        Helo = "client.test",
    });

    internal static void Line(ISessionHost session, int number, LineSource source, string text, string? command = null, string? reply = null) =>
        session.Record(new TranscriptLine
        {
            Number = number,
            At = TimeSpan.FromMilliseconds(number),
            Source = source,
            Text = Encoding.UTF8.GetBytes(text),
            Octets = text.Length + 2,
            Command = command,
            ReplyId = reply,
        });

    /// <summary>One transaction of four lines around a stored mail; the session stays open.</summary>
    internal static async Task<string> TransactAsync(ISessionHost session, int firstLine, string mail, string to = "b@mail.test")
    {
        Line(session, firstLine, LineSource.Client, "MAIL FROM:<a@mail.test>", "MAIL");
        Line(session, firstLine + 1, LineSource.Server, "250 2.1.0 Ok", "MAIL");
        Line(session, firstLine + 2, LineSource.Client, $"RCPT TO:<{to}>", "RCPT");
        Line(session, firstLine + 3, LineSource.Server, "250 2.1.5 Ok", "RCPT");
        var envelope = TestStore.NewEnvelope("a@mail.test", to);
        envelope.FirstLine = firstLine;
        var result = await TestStore.SendAsync(session, Encoding.UTF8.GetBytes(mail), envelope);
        Line(session, firstLine + 4, LineSource.Server, "250 2.0.0 Queued", "DATA");
        return result.MessageId!;
    }
}
