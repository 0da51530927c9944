using System.Net;
using Xunit;

namespace MailSink.Tests.Rest;

public sealed class MessageListTests(RestSink sink) : IClassFixture<RestSink>
{
    private static string Mail(string subject = "s", string from = "Ann <ann@shop.test>", string to = "bob@x.test", string more = "") =>
        $"From: {from}\nTo: {to}\nSubject: {subject}\n{more}\nHello there\n";

    private static string NewInbox() => "inbox-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_list_has_its_envelope_and_complete_summaries()
    {
        var inbox = NewInbox();
        var id = await sink.AddAsync(Mail("Grüße"), inbox, to: "bob@x.test");
        var list = await sink.JsonAsync($"rest/v1/messages?inbox={inbox}");
        Assert.Equal(["items", "next", "total", "totalIsExact", "head"], list.AsObject().Select(p => p.Key));
        Assert.Equal((1, true, null), ((int)list["total"]!, (bool)list["totalIsExact"]!, list["next"]));
        var item = Assert.Single(list["items"]!.AsArray())!;
        string[] members =
        [
            "id", "inbox", "sessionId", "listener", "receivedAt", "from", "to", "cc", "bcc", "replyTo", "subject", "snippet", "size", "messageId",
            "date", "read", "tags", "attachmentCount", "hasHtml", "envelopeFrom", "envelopeTo", "lint", "parse",
        ];
        Assert.Equal(members.Order(), item.AsObject().Select(p => p.Key).Order());
        Assert.Equal((id, inbox, "Grüße", "Hello there", "ok"), ((string)item["id"]!, (string)item["inbox"]!, (string)item["subject"]!, (string)item["snippet"]!, (string)item["parse"]!));
        Assert.Equal(("Ann", "ann@shop.test"), ((string)item["from"]!["name"]!, (string)item["from"]!["address"]!));
        Assert.Equal("rest", (string)item["listener"]!);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,}Z$", (string)item["receivedAt"]!);
    }

    [Fact]
    public async Task A_message_is_found_by_every_filter_that_fits_it()
    {
        var inbox = NewInbox();
        var id = await sink.AddAsync(Mail("Your Invoice №7 ÄÖ", "Ann <Ann@Shop.test>", "head@x.test"), inbox, "bounce@shop.test", "a+job7@x.test");
        string[] fitting =
        [
            "from=ann@shop.test", "from=ANN@SHOP.TEST", "from=bounce@shop.test", "from=*@shop.test", "from=<ann@shop.test>", "to=a%2Bjob7@x.test",
            "to=a+job7@x.test", "to=head@x.test", "to=*job7*", "subject=invoice", "subject=%C3%A4%C3%B6", "unread=true", "hasAttachment=false",
            "since=2020-01-01T00:00:00Z", "before=2100-01-01T00:00:00Z", "from=ann@shop.test&to=head@x.test&subject=YOUR",
        ];
        foreach (var filter in fitting)
            Assert.True((await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&{filter}")).SequenceEqual([id]), filter);
    }

    [Fact]
    public async Task A_message_is_not_found_by_a_filter_that_does_not_fit_it()
    {
        var inbox = NewInbox();
        await sink.AddAsync(Mail("100% sure_thing"), inbox);
        string[] other =
        [
            "from=ann@shop", "from=<>", "to=nobody@x.test", "to=b?b@x.test", "subject=100_", "subject=re*", "unread=false", "hasAttachment=true", "tag=x",
            "session=0000000000000", "session=none", "since=2100-01-01T00:00:00Z", "before=2020-01-01T00:00:00Z",
        ];
        foreach (var filter in other)
        {
            var list = await sink.JsonAsync($"rest/v1/messages?inbox={inbox}&{filter}");
            Assert.True((int)list["total"]! == 0 && list["items"]!.AsArray().Count == 0, filter);
        }
    }

    [Fact]
    public async Task The_null_reverse_path_can_be_asked_for()
    {
        var inbox = NewInbox();
        var id = await sink.AddAsync(Mail(), inbox, from: "<>");
        await sink.AddAsync(Mail(), inbox);
        Assert.Equal([id], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&from=<>"));
    }

    [Fact]
    public async Task Pages_follow_each_other_in_both_orders_without_gap_or_repeat()
    {
        var inbox = NewInbox();
        var ids = new List<string>();
        for (var i = 0; i < 7; i++) ids.Add(await sink.AddAsync(Mail($"m{i}"), inbox));
        foreach (var (order, expected) in new[] { ("desc", Enumerable.Reverse(ids)), ("asc", ids) })
        {
            foreach (var filter in new[] { $"inbox={inbox}", $"inbox={inbox}&to=bob@x.test", $"inbox={inbox}&from=*@shop.test" })
                Assert.Equal(expected, await WalkAsync($"rest/v1/messages?{filter}&order={order}&limit=3"));
        }
    }

    [Fact]
    public async Task Since_and_before_an_id_are_strict()
    {
        var inbox = NewInbox();
        var ids = new List<string>();
        for (var i = 0; i < 4; i++) ids.Add(await sink.AddAsync(Mail(), inbox));
        Assert.Equal([ids[3], ids[2]], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&since={ids[1]}"));
        Assert.Equal([ids[0]], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&before={ids[1]}"));
        var list = await sink.JsonAsync($"rest/v1/messages?inbox={inbox}&since={ids[0]}&before={ids[3]}&limit=1");
        Assert.Equal(2, (int)list["total"]!);
    }

    [Fact]
    public async Task A_time_divides_what_came_before_from_what_came_after()
    {
        var inbox = NewInbox();
        var first = await sink.AddAsync(Mail(), inbox);
        var second = await sink.AddAsync(Mail(), inbox);
        var at = Uri.EscapeDataString((string)(await sink.JsonAsync($"rest/v1/messages/{second}"))["receivedAt"]!);
        Assert.Equal([second], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&since={at}"));
        Assert.Equal([first], await sink.IdsAsync($"rest/v1/messages?inbox={inbox}&before={at}"));
    }

    [Fact]
    public async Task Latest_is_the_newest_that_the_filters_select()
    {
        var inbox = NewInbox();
        var first = await sink.AddAsync(Mail("one"), inbox);
        await sink.AddAsync(Mail("two"), inbox);
        Assert.Equal(first, (string)(await sink.JsonAsync($"rest/v1/messages/latest?inbox={inbox}&subject=one"))["id"]!);
        await sink.JsonAsync($"rest/v1/messages/latest?inbox={inbox}&subject=three", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("x=1", "x")]
    [InlineData("inbox=", "inbox")]
    [InlineData("inbox=a&inbox=b", "inbox")]
    [InlineData("Inbox=a", "Inbox")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=501", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("order=up", "order")]
    [InlineData("since=yesterday", "since")]
    [InlineData("before=12345", "before")]
    [InlineData("unread=maybe", "unread")]
    public async Task A_bad_parameter_is_named(string query, string name)
    {
        var problem = await sink.JsonAsync($"rest/v1/messages?{query}", HttpStatusCode.BadRequest);
        Assert.Equal([name], problem["errors"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task What_was_acknowledged_before_the_call_is_in_the_answer()
    {
        var inbox = NewInbox();
        for (var i = 1; i <= 30; i++)
        {
            await sink.AddAsync(Mail($"n{i}"), inbox);
            var list = await sink.JsonAsync($"rest/v1/messages?inbox={inbox}&from=*@shop.test&limit=1");
            Assert.Equal((i, $"n{i}", "ok"), ((int)list["total"]!, (string)list["items"]![0]!["subject"]!, (string)list["items"]![0]!["parse"]!));
        }
    }

    private async Task<List<string>> WalkAsync(string path)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await sink.JsonAsync(cursor is null ? path : $"{path}&cursor={cursor}");
            Assert.Equal(7, (int)page["total"]!);
            ids.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        return ids;
    }
}
