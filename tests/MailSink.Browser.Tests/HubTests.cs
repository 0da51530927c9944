using System.Net;
using System.Net.WebSockets;

namespace MailSink.Browser.Tests;

/// <summary>The hub from outside a page: foreign origins, and clients that do not read.</summary>
public sealed class HubTests
{
    private const string Foreign = "https://evil.invalid";

    [Fact]
    public async Task A_foreign_origin_is_refused_at_negotiate()
    {
        await using var sink = await Sink.StartAsync();
        using var http = new HttpClient { BaseAddress = sink.HttpAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "hubs/live/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", Foreign);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_foreign_origin_is_refused_at_the_websocket()
    {
        await using var sink = await Sink.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", Foreign);
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(HubAddress(sink), TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task The_own_origin_connects()
    {
        await using var sink = await Sink.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", sink.HttpAddress.GetLeftPart(UriPartial.Authority));

        await socket.ConnectAsync(HubAddress(sink), TestContext.Current.CancellationToken);

        Assert.Equal(WebSocketState.Open, socket.State);
    }

    private static Uri HubAddress(SinkApplication sink) => new(new UriBuilder(sink.HttpAddress) { Scheme = "ws" }.Uri, "hubs/live");
}
