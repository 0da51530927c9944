using System.Net;
using Xunit;

namespace MailSink.Tests.Rest;

public sealed class MessageLintTests(RestSink sink) : IClassFixture<RestSink>
{
    private const string Broken = "From: a@shop.test\nTo: b@x.test\nSubject: s\nDate: yesterday\nMessage-ID: <1@shop.test>\nBcc: c@x.test\n\nHello\n";

    [Fact]
    public async Task A_message_tells_its_findings_worst_first_and_where_they_are()
    {
        var id = await sink.AddAsync(Broken, from: "a@shop.test");
        var message = await sink.JsonAsync($"rest/v1/messages/{id}");
        Assert.Equal(["H01", "H05", "A01"], message["lint"]!.AsArray().Select(finding => (string)finding!["id"]!));
        var first = message["lint"]![0]!;
        Assert.Equal(["id", "severity", "title", "detail", "reference", "count", "line", "part", "offset"], first.AsObject().Select(p => p.Key));
        Assert.Equal(("error", 1, Broken.ReplaceLineEndings("\r\n").IndexOf("Date:", StringComparison.Ordinal)), ((string)first["severity"]!, (int)first["count"]!, (int)first["offset"]!));
        Assert.Contains("yesterday", (string)first["detail"]!, StringComparison.Ordinal);
        var listed = (await sink.JsonAsync("rest/v1/messages"))["items"]!.AsArray().Single(item => (string)item!["id"]! == id)!;
        Assert.Equal((1, 1), ((int)listed["lint"]!["errors"]!, (int)listed["lint"]!["warnings"]!));
    }

    [Fact]
    public async Task A_message_is_found_by_its_findings_and_their_severity_as_soon_as_it_is_stored()
    {
        var inbox = "inbox-" + Guid.NewGuid().ToString("N");
        var broken = await sink.AddAsync(Broken, inbox, from: "a@shop.test");
        foreach (var fitting in new[] { "H01", "h05", "A01", "error", "warning", "info", "Error", "H01&from=a@shop.test", "error&to=b@x.test", "warning&unread=true" })
            Assert.Equal([broken], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&lint={fitting}"));
        foreach (var other in new[] { "H02", "D01", "M01" }) Assert.Empty(await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&lint={other}"));
        Assert.Equal(broken, (string)(await sink.JsonAsync($"rest/v1/messages/latest?inbox={inbox}&lint=H01"))["id"]!);
    }

    [Fact]
    public async Task An_id_that_no_finding_has_is_refused() =>
        Assert.NotNull((await sink.JsonAsync("rest/v1/messages?lint=H99", HttpStatusCode.BadRequest))["errors"]!["lint"]);

    [Fact]
    public async Task What_is_silenced_is_neither_told_nor_counted_nor_found()
    {
        await using var silent = await TestSink.StartAsync(options => options with { SilencedLint = ["H01", "A01"] });
        using var http = silent.Http();
        using var mail = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(Broken));
        mail.Headers.ContentType = new("message/rfc822");
        using var added = await http.PostAsync("rest/v1/messages?from=a@shop.test&to=b@x.test", mail, TestContext.Current.CancellationToken);
        var item = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync("rest/v1/messages", TestContext.Current.CancellationToken))!["items"]![0]!;
        Assert.Equal((0, 1), ((int)item["lint"]!["errors"]!, (int)item["lint"]!["warnings"]!));
        var found = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync("rest/v1/messages?lint=H01", TestContext.Current.CancellationToken))!;
        Assert.Empty(found["items"]!.AsArray());
    }
}
