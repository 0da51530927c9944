using System.Net;
using Xunit;

namespace MailSink.Tests.Rest;

public sealed class InboxTests(RestSink sink) : IClassFixture<RestSink>
{
    [Fact]
    public async Task An_inbox_is_made_listed_emptied_and_removed()
    {
        const string name = "team a/ü";
        var path = $"rest/v1/inboxes/{Uri.EscapeDataString(name)}";
        var (status, made) = await sink.CallAsync(HttpMethod.Post, "rest/v1/inboxes", $$"""{"name":"{{name}}"}""");
        Assert.Equal((HttpStatusCode.Created, name), (status, (string)made!["name"]!));
        Assert.Equal(HttpStatusCode.Conflict, (await sink.CallAsync(HttpMethod.Post, "rest/v1/inboxes", $$"""{"name":"{{name}}"}""")).Status);
        var id = await sink.AddAsync("Subject: s\n\nb", name);
        await sink.CallAsync(HttpMethod.Patch, $"rest/v1/messages/{id}", """{"read":true}""");
        await sink.AddAsync("Subject: s\n\nb", name);
        var inbox = (await sink.JsonAsync("rest/v1/inboxes"))["items"]!.AsArray().Single(i => (string)i!["name"]! == name)!;
        Assert.Equal((2, 1), ((int)inbox["total"]!, (int)inbox["unread"]!));
        Assert.Equal(2, (await sink.IdsAsync(((string)made["messagesUrl"]!)[sink.Http.BaseAddress!.ToString().Length..])).Count);
        Assert.Equal(2, (int)(await sink.CallAsync(HttpMethod.Delete, path + "/messages")).Json!["deleted"]!);
        Assert.Equal(HttpStatusCode.OK, (await sink.CallAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sink.CallAsync(HttpMethod.Delete, path)).Status);
    }

    [Fact]
    public async Task A_name_is_made_up_when_none_is_given() =>
        Assert.StartsWith("inbox-", (string)(await sink.CallAsync(HttpMethod.Post, "rest/v1/inboxes")).Json!["name"]!, StringComparison.Ordinal);

    [Fact]
    public async Task Default_is_there_from_the_start_and_first() =>
        Assert.Equal("default", (string)(await sink.JsonAsync("rest/v1/inboxes"))["items"]![0]!["name"]!);

    [Theory]
    [InlineData("""{"name":""}""")]
    [InlineData("""{"name":"a\nb"}""")]
    [InlineData("""{"nam":"x"}""")]
    public async Task A_name_that_cannot_be_is_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await sink.CallAsync(HttpMethod.Post, "rest/v1/inboxes", body)).Status);
}
