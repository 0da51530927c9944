using System.Net;
using System.Net.Http.Headers;
using MailSink.Guards;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace MailSink.Tests.Guards;

public sealed class GuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("192.0.2.7:8025")]
    [InlineData("[::1]:8025")]
    [InlineData("localhost:8025")]
    [InlineData("app.localhost")]
    [InlineData("host.docker.internal:8025")]
    [InlineData("mailsink:8025")]
    public void Names_nobody_outside_can_own_are_answered(string host) =>
        Assert.True(new HostGuard(TestSink.Options).Allows(new HostString(host)));

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("notlocalhost.")]
    [InlineData("")]
    public void Other_names_are_not_answered(string host) =>
        Assert.Equal(host == "notlocalhost.", new HostGuard(TestSink.Options).Allows(new HostString(host)));

    [Theory]
    [InlineData("mail.dev.example", true)]
    [InlineData("a.wild.example", true)]
    [InlineData("wild.example", false)]
    [InlineData("awild.example", false)]
    public void Configured_names_are_answered(string host, bool answered) =>
        Assert.Equal(
            answered,
            new HostGuard(TestSink.Options with { AllowedHosts = ["mail.dev.example", "*.wild.example"] }).Allows(new HostString(host)));

    [Fact]
    public async Task A_foreign_host_is_refused_with_400_that_names_the_setting()
    {
        await using var sink = await TestSink.StartAsync();
        using var response = await SendAsync(sink, HttpMethod.Get, r => r.Headers.Host = "evil.example");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("--allowed-host", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "http://evil.example")]
    [InlineData("POST", "http://evil.example")]
    [InlineData("POST", "null")]
    [InlineData("POST", "http://127.0.0.1:1")]
    [InlineData("DELETE", "file://")]
    public async Task A_foreign_origin_is_refused_with_403(string method, string origin)
    {
        await using var sink = await TestSink.StartAsync();
        using var response = await SendAsync(sink, new HttpMethod(method), r => r.Headers.Add("Origin", origin));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_websocket_of_a_foreign_origin_is_refused_with_403()
    {
        await using var sink = await TestSink.StartAsync();
        using var response = await SendAsync(sink, HttpMethod.Get, r =>
        {
            r.RequestUri = new Uri(sink.HttpAddress, "hubs/live");
            r.Headers.Connection.Add("Upgrade");
            r.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
            r.Headers.Add("Sec-WebSocket-Version", "13");
            r.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
            r.Headers.Add("Origin", "http://evil.example");
        });
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("POST", "cross-site", true)]
    [InlineData("DELETE", "cross-site", true)]
    [InlineData("GET", "cross-site", false)]
    [InlineData("POST", "same-origin", false)]
    public async Task A_form_on_another_site_changes_nothing_but_a_link_leads_here(string method, string site, bool refused)
    {
        await using var sink = await TestSink.StartAsync();
        using var response = await SendAsync(sink, new HttpMethod(method), r => r.Headers.Add("Sec-Fetch-Site", site));
        Assert.Equal(refused, response.StatusCode == HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_own_origin_is_let_through_also_behind_a_proxy_that_rewrites_host()
    {
        await using var sink = await TestSink.StartAsync(static o => o with { AllowedHosts = ["mail.dev.example"] });
        using var own = await SendAsync(sink, HttpMethod.Get, r => r.Headers.Add("Origin", sink.HttpAddress.GetLeftPart(UriPartial.Authority)));
        using var proxied = await SendAsync(sink, HttpMethod.Get, r => r.Headers.Add("Origin", "https://mail.dev.example"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (own.StatusCode, proxied.StatusCode));
    }

    [Theory]
    [InlineData("http://localhost:8025", "localhost:8025", true)]
    [InlineData("http://localhost", "localhost:80", true)]
    [InlineData("https://localhost", "localhost", true)]
    [InlineData("http://localhost:3000", "localhost:8025", false)]
    [InlineData("http://localhost:8025.evil.example", "localhost:8025", false)]
    public void An_origin_is_own_when_host_and_port_are(string origin, string host, bool own) =>
        Assert.Equal(own, new HostGuard(TestSink.Options).IsOwnOrigin(origin, new HostString(host)));

    [Fact]
    public async Task No_response_allows_another_origin_to_read_it()
    {
        await using var sink = await TestSink.StartAsync();
        using var response = await SendAsync(sink, HttpMethod.Options, static r =>
        {
            r.Headers.Add("Origin", "http://evil.example");
            r.Headers.Add("Access-Control-Request-Method", "DELETE");
        });
        Assert.DoesNotContain(response.Headers, static h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Every_response_forbids_sniffing_referrers_and_framing()
    {
        await using var sink = await TestSink.StartAsync();
        using var response = await SendAsync(sink, HttpMethod.Get, static _ => { });
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_with_413_even_where_nobody_reads_it()
    {
        await using var sink = await TestSink.StartAsync();
        using var response = await SendAsync(sink, HttpMethod.Post, static r =>
        {
            r.Headers.ExpectContinue = true;
            r.Content = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    /// <summary>Sends to a path nobody answers, so that 404 means the guards let it through.</summary>
    private static async Task<HttpResponseMessage> SendAsync(SinkApplication sink, HttpMethod method, Action<HttpRequestMessage> change)
    {
        using var http = sink.Http();
        using var request = new HttpRequestMessage(method, new Uri(sink.HttpAddress, "rest/v1/nothing-here"));
        change(request);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
