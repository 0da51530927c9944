using System.Net;
using MailSink.Messages.Projection;
using Microsoft.Extensions.DependencyInjection;

namespace MailSink.Browser.Tests;

/// <summary>What a reader sees who asks for what is not there, or not yet.</summary>
public sealed class FailureTests(SampleSink sample)
{
    [Theory]
    [InlineData("en", "One moment", "Retry now")]
    [InlineData("zh-CN", "请稍候", "立即重试")]
    public async Task A_list_that_is_behind_says_so_and_when_to_come_again(string language, string heading, string retry)
    {
        await using var sink = await Sink.StartAsync();
        await sink.SendAsync("Not parsed yet");
        // Reading waits for what is stored; this takes back what was parsed.
        await sink.Services.GetRequiredService<ProjectionWatermark>().WaitForAsync(1, TestContext.Current.CancellationToken);
        sink.Services.GetRequiredService<ProjectionWatermark>().Advance(0);

        using var response = await AskAsync(sink.HttpAddress, "inbox?subject=x", language);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.Contains("script-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"<h1>{heading}</h1>", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/inbox?subject=x\">{retry}</a>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no/such/page", "Nothing at this address")]
    [InlineData("css/missing.css", "Nothing at this address")]
    [InlineData("failure", "Nothing at this address")]
    [InlineData("inbox/m00000000000000", "This message is gone")]
    [InlineData("inbox/%3Cscript%3E", "This message is gone")]
    [InlineData("sessions/s0", "This session is gone")]
    public async Task What_is_not_there_is_a_page_with_status_404(string path, string says)
    {
        using var response = await AskAsync(sample.HttpAddress, path, "en");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(says, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rest/v1/nothing", "application/problem+json")]
    [InlineData("openapi/nothing.json", "text/plain")]
    [InlineData("hubs/nothing", null)]
    public async Task Programs_get_no_page(string path, string? type)
    {
        using var response = await AskAsync(sample.HttpAddress, path, "en");

        Assert.Equal((HttpStatusCode.NotFound, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    private static async Task<HttpResponseMessage> AskAsync(Uri address, string path, string language)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
