using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace MailSink.Tests.Rest;

/// <summary>What every endpoint of the API must keep to, found by walking all of them.</summary>
public sealed class EndpointRulesTests(RestSink sink) : IClassFixture<RestSink>
{
    private List<RouteEndpoint> Endpoints => [.. sink.Sink.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText!.StartsWith("/rest/v1", StringComparison.Ordinal))];

    [Fact]
    public void Every_endpoint_has_a_body_limit() => Assert.All(Endpoints, e =>
        Assert.InRange(e.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? long.MaxValue, 1, 50 * 1024 * 1024));

    [Fact]
    public async Task Too_long_a_body_is_413_everywhere()
    {
        foreach (var endpoint in Endpoints)
        {
            var limit = endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()!.MaxRequestBodySize!.Value;
            if (limit > 2 * 1024 * 1024) continue;
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            var path = endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id}", "latest", StringComparison.Ordinal).Replace("{part}", "0", StringComparison.Ordinal)
                .Replace("{name}", "none", StringComparison.Ordinal);
            using var response = await sink.SendAsync(new HttpMethod(method), path, new string(' ', (int)limit + 1));
            Assert.True(response.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{method} {path}: {response.StatusCode}");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task A_body_of_unannounced_length_meets_its_limit_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "rest/v1/messages");
        request.Content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes("{\"ids\":[" + new string(' ', 2 * 1024 * 1024) + "]}")));
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;
        using var response = await sink.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Every_endpoint_and_parameter_is_documented()
    {
        var document = await sink.JsonAsync("openapi/v1.json");
        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        foreach (var endpoint in Endpoints)
        {
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0].ToLowerInvariant();
            var path = endpoint.RoutePattern.RawText!.TrimEnd('/');
            var operation = document["paths"]![path]?[method];
            Assert.True(operation is not null, $"{method} {path} is not in the document");
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), path);
            Assert.False(string.IsNullOrEmpty((string?)operation["description"]), path);
            Assert.False(string.IsNullOrEmpty((string?)operation["operationId"]), path);
            Assert.All(operation["parameters"]?.AsArray() ?? [], p => Assert.False(string.IsNullOrEmpty((string?)p!["description"]), $"{path} {p["name"]}"));
            Assert.NotNull(operation["responses"]!["400"]);
        }
    }

    [Fact]
    public async Task Every_call_says_what_it_answers_and_problems_say_which_parameter()
    {
        var document = await sink.JsonAsync("openapi/v1.json");
        var operations = document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject(), static (path, one) => (Name: $"{one.Key} {path.Key}", one.Value));
        Assert.All(operations, static one => Assert.True(
            one.Value!["responses"]!.AsObject().Any(static r => r.Key.StartsWith('2')), $"{one.Name} has no answer for success"));

        using var refused = await sink.SendAsync(HttpMethod.Get, "rest/v1/messages?lint=nothing");
        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        var described = document["components"]!["schemas"]!["ProblemDetails"]!["properties"]!.AsObject();
        Assert.Contains("errors", problem.Select(static member => member.Key));
        Assert.All(problem, member => Assert.Contains(member.Key, described.Select(static d => d.Key)));
    }

    [Fact]
    public async Task Every_endpoint_refuses_a_parameter_it_does_not_know()
    {
        foreach (var endpoint in Endpoints)
        {
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
            var path = endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{id}", "none", StringComparison.Ordinal).Replace("{part}", "0", StringComparison.Ordinal)
                .Replace("{name}", "none", StringComparison.Ordinal);
            using var response = await sink.SendAsync(new HttpMethod(method), path + "?nobody-knows=1", method == "GET" ? null : "{}");
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{method} {path}: {response.StatusCode}");
        }
    }

    [Theory]
    [InlineData("GET", "rest/v1/nothing", 404)]
    [InlineData("GET", "rest/nothing", 404)]
    [InlineData("GET", "rest/v1/messages/none", 404)]
    [InlineData("GET", "rest/v1/sessions/none", 404)]
    [InlineData("GET", "rest/v1/sessions/none/lines", 404)]
    [InlineData("GET", "rest/v1/sessions/none/transcript", 404)]
    [InlineData("DELETE", "rest/v1/sessions/none", 404)]
    [InlineData("DELETE", "rest/v1/sessions", 400)]
    [InlineData("GET", "rest/v1/reference/nothing", 404)]
    [InlineData("PUT", "rest/v1/messages", 405)]
    [InlineData("POST", "rest/v1/info", 405)]
    public async Task Every_error_has_the_one_envelope(string method, string path, int status)
    {
        using var response = await sink.SendAsync(new HttpMethod(method), path);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith("urn:mailsink:", (string)problem["type"]!, StringComparison.Ordinal);
        Assert.Equal(status, (int)problem["status"]!);
        Assert.False(string.IsNullOrEmpty((string?)problem["title"]));
        Assert.False(string.IsNullOrEmpty((string?)problem["detail"]));
    }

    [Fact]
    public async Task Info_tells_the_bound_ports_and_health_is_ready()
    {
        var info = await sink.JsonAsync("rest/v1/info");
        Assert.Contains(info["listeners"]!.AsArray(), l => (string)l!["name"]! == "http" && (int)l["port"]! == sink.Http.BaseAddress!.Port);
        Assert.Equal("ok", (string)(await sink.JsonAsync("healthz"))["status"]!);
        Assert.Equal("ready", (string)(await sink.JsonAsync("readyz"))["status"]!);
    }

    [Theory]
    [InlineData("commands", "name")]
    [InlineData("replies", "code")]
    [InlineData("enhanced-codes", "code")]
    [InlineData("extensions", "keyword")]
    [InlineData("lint", "id")]
    public async Task The_reference_speaks_both_languages(string table, string key)
    {
        var english = (await sink.JsonAsync($"rest/v1/reference/{table}"))["items"]!.AsArray();
        var chinese = (await sink.JsonAsync($"rest/v1/reference/{table}?lang=zh-CN"))["items"]!.AsArray();
        Assert.NotEmpty(english);
        Assert.Equal(english.Select(r => r![key]!.ToJsonString()), chinese.Select(r => r![key]!.ToJsonString()));
        Assert.NotEqual(english.ToJsonString(), chinese.ToJsonString());
    }
}
