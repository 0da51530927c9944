using System.Net;
using System.Text;
using Xunit;

namespace MailSink.Tests.Rest;

public sealed class MessageEditTests(RestSink sink) : IClassFixture<RestSink>
{
    private const string Mail = "From: a@x.test\nSubject: s\n\nbody\n";

    private static string NewInbox() => "inbox-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task One_message_is_deleted_by_its_id()
    {
        var id = await sink.AddAsync(Mail);
        var (status, json) = await sink.CallAsync(HttpMethod.Delete, $"rest/v1/messages/{id}");
        Assert.Equal((HttpStatusCode.OK, 1), (status, (int)json!["deleted"]!));
        await sink.JsonAsync($"rest/v1/messages/{id}", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotFound, (await sink.CallAsync(HttpMethod.Delete, $"rest/v1/messages/{id}")).Status);
    }

    [Fact]
    public async Task Filters_delete_what_they_select_and_nothing_else()
    {
        var inbox = NewInbox();
        await sink.AddAsync(Mail, inbox, to: "gone@x.test");
        var stays = await sink.AddAsync(Mail, inbox, to: "stays@x.test");
        var (_, json) = await sink.CallAsync(HttpMethod.Delete, $"rest/v1/messages?inbox={inbox}&to=gone@x.test");
        Assert.Equal(1, (int)json!["deleted"]!);
        Assert.Equal([stays], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}"));
    }

    [Fact]
    public async Task Unknown_ids_among_known_ones_are_passed_over()
    {
        var inbox = NewInbox();
        var id = await sink.AddAsync(Mail, inbox);
        var stays = await sink.AddAsync(Mail, inbox);
        var (status, json) = await sink.CallAsync(HttpMethod.Delete, "rest/v1/messages", $$"""{"ids":["{{id}}","zzzzzzzzzzzzzzzzzz","nonsense"]}""");
        Assert.Equal((HttpStatusCode.OK, 1), (status, (int)json!["deleted"]!));
        Assert.Equal([stays], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}"));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("", "{}")]
    [InlineData("", "null")]
    [InlineData("", "{\"ids\":")]
    [InlineData("", "{\"ids\":\"all\"}")]
    [InlineData("", "{\"id\":[\"x\"]}")]
    [InlineData("", "[]")]
    [InlineData("?all=false", null)]
    [InlineData("?all=", null)]
    [InlineData("?inbox=", null)]
    [InlineData("?subject=%00", null)]
    [InlineData("?inbox=default%00x", null)]
    [InlineData("", "{\"ids\":[null]}")]
    [InlineData("", "{\"ids\":[\"\"]}")]
    [InlineData("?inbox=default&bogus=1", null)]
    [InlineData("?all=true", "{\"ids\":[]}")]
    [InlineData("?all=true&inbox=default", null)]
    public async Task A_malformed_deletion_deletes_nothing(string query, string? body)
    {
        var id = await sink.AddAsync(Mail);
        var (status, problem) = await sink.CallAsync(HttpMethod.Delete, "rest/v1/messages" + query, body);
        Assert.Equal((HttpStatusCode.BadRequest, 400), (status, (int)problem!["status"]!));
        await sink.JsonAsync($"rest/v1/messages/{id}");
    }

    [Fact]
    public async Task All_true_deletes_every_message()
    {
        await using var own = new RestSink();
        await own.InitializeAsync();
        for (var i = 0; i < 3; i++) await own.AddAsync(Mail, i == 0 ? "other" : "default");
        var (_, json) = await own.CallAsync(HttpMethod.Delete, "rest/v1/messages?all=true");
        Assert.Equal(3, (int)json!["deleted"]!);
        var list = await own.JsonAsync("rest/v1/messages");
        Assert.Equal((0, 18), ((int)list["total"]!, ((string)list["head"]!).Length));
    }

    [Fact]
    public async Task Read_and_tags_are_set_and_can_be_asked_for()
    {
        var inbox = NewInbox();
        var id = await sink.AddAsync(Mail, inbox);
        var (status, json) = await sink.CallAsync(HttpMethod.Patch, $"rest/v1/messages/{id}", """{"read":true,"tags":["b","a"]}""");
        Assert.Equal((HttpStatusCode.OK, true), (status, (bool)json!["read"]!));
        Assert.Equal(["a", "b"], json["tags"]!.AsArray().Select(t => (string)t!));
        Assert.Equal([id], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&tag=a&unread=false"));
        await sink.CallAsync(HttpMethod.Patch, $"rest/v1/messages?inbox={inbox}", """{"read":false}""");
        Assert.Equal([id], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&tag=b&unread=true"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"read\":\"yes\"}")]
    [InlineData("{\"tags\":[\"\"]}")]
    [InlineData("{\"unknown\":1}")]
    [InlineData("nonsense")]
    public async Task A_change_that_says_nothing_sensible_is_400(string body)
    {
        var id = await sink.AddAsync(Mail);
        Assert.Equal(HttpStatusCode.BadRequest, (await sink.CallAsync(HttpMethod.Patch, $"rest/v1/messages/{id}", body)).Status);
    }

    [Fact]
    public async Task A_composed_message_has_its_parts_and_hides_bcc()
    {
        var body = """
            {"from":"Ann <ann@x.test>","to":["bob@x.test"],"bcc":["eve@x.test"],"subject":"你好","text":"plain","html":"<p>rich</p>",
             "headers":{"X-Job":"7"},"attachments":[{"fileName":"a.txt","contentType":"text/plain","content":"QUJD"}]}
            """;
        var (status, json) = await sink.CallAsync(HttpMethod.Post, "rest/v1/messages", body);
        Assert.Equal(HttpStatusCode.Created, status);
        var detail = await sink.JsonAsync($"rest/v1/messages/{json!["id"]}");
        Assert.Equal(("你好", "plain", "<p>rich</p>"), ((string)detail["subject"]!, ((string)detail["text"]!).Trim(), ((string)detail["html"]!).Trim()));
        Assert.Equal(["bob@x.test", "eve@x.test"], detail["envelope"]!["recipients"]!.AsArray().Select(r => (string)r!["address"]!));
        Assert.DoesNotContain("eve@x.test", Encoding.Latin1.GetString(await sink.Http.GetByteArrayAsync($"rest/v1/messages/{json["id"]}/raw", TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal("a.txt", (string)detail["attachments"]![0]!["fileName"]!);
    }

    [Theory]
    [InlineData("""{"to":["b@x.test"],"text":"t"}""")]
    [InlineData("""{"from":"a@x.test","text":"t"}""")]
    [InlineData("""{"from":"a@x.test","to":["b@x.test\r\nBcc: e@x.test"]}""")]
    [InlineData("""{"from":"a@x.test","to":["b@x.test"],"subject":"s\r\nBcc: e@x.test"}""")]
    [InlineData("""{"from":"a@x.test","to":["b@x.test"],"headers":{"X":"a\u0000b"}}""")]
    [InlineData("""{"from":"a@x.test","to":["b@x.test"],"headers":{"X Y":"v"}}""")]
    [InlineData("""{"from":"a@x.test","to":["b@x.test"],"attachments":[{"content":"***"}]}""")]
    public async Task A_message_that_cannot_be_composed_is_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await sink.CallAsync(HttpMethod.Post, "rest/v1/messages", body)).Status);

    [Fact]
    public async Task A_body_of_no_content_type_is_415()
    {
        using var content = new ByteArrayContent("x"u8.ToArray());
        using var response = await sink.Http.PostAsync("rest/v1/messages", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Another_content_type_is_415()
    {
        using var response = await sink.SendAsync(HttpMethod.Post, "rest/v1/messages", "x", "text/plain");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }
}
