using MailSink.Events;
using MailSink.Smtp;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class EditTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_message_is_gone_from_the_counters_at_once_and_from_the_file_soon()
    {
        await using var store = await TestStore.OpenAsync();
        var session = store.Connect();
        for (var i = 0; i < 3; i++) await TestStore.SendAsync(session, new byte[100]);

        Assert.Equal(1, await store.Edits.DeleteAsync([2, 77]));

        Assert.Equal(0, store.Scalar("SELECT count(*) FROM message WHERE seq = 2 AND deleted_us IS NULL"));
        Assert.Equal(2, store.Scalar("SELECT sum(live) FROM block"));
        Assert.Equal(200, store.Scalar("SELECT sum(octets) FROM block"));
        while (store.Scalar("SELECT count(*) FROM content WHERE id = 2") > 0) await Task.Yield();
        Assert.Equal(0, await store.Edits.DeleteAsync([2]));
    }

    [Fact]
    public async Task Emptying_one_inbox_leaves_the_others_alone()
    {
        await using var store = await TestStore.OpenAsync();
        await TestStore.SendAsync(store.Connect("a"), "x"u8.ToArray());
        await TestStore.SendAsync(store.Connect("b"), "x"u8.ToArray());

        Assert.Equal(1, await store.Edits.DeleteAllAsync("a"));
        Assert.Equal(0, await store.Edits.DeleteAllAsync("nobody"));

        Assert.Equal(2, store.Scalar("SELECT seq FROM message WHERE deleted_us IS NULL"));
    }

    [Fact]
    public async Task A_removed_inbox_takes_its_messages_along_and_its_number_is_not_given_again()
    {
        await using var store = await TestStore.OpenAsync();
        await TestStore.SendAsync(store.Connect("a"), "x"u8.ToArray());

        Assert.True(await store.Edits.RemoveInboxAsync("a"));
        Assert.False(await store.Edits.RemoveInboxAsync("a"));
        Assert.True(await store.Edits.AddInboxAsync("a"));

        Assert.Equal(0, store.Scalar("SELECT count(*) FROM message WHERE deleted_us IS NULL"));
        Assert.Equal(3, store.Scalar("SELECT id FROM inbox WHERE name = 'a'"));
    }

    [Fact]
    public async Task Marking_read_is_counted_once()
    {
        await using var store = await TestStore.OpenAsync();
        await TestStore.SendAsync(store.Connect(), "x"u8.ToArray());

        await store.Edits.MarkAsync([1], read: true, tags: ["red", "urgent"]);
        await store.Edits.MarkAsync([1], read: true, tags: null);

        Assert.Equal(0, store.Scalar("SELECT sum(unread) FROM block"));
        Assert.Equal(2, store.Scalar("SELECT count(*) FROM tag WHERE seq = 1"));
        await store.Edits.MarkAsync([1], read: false, tags: []);
        Assert.Equal(1, store.Scalar("SELECT sum(unread) FROM block"));
        Assert.Equal(0, store.Scalar("SELECT count(*) FROM tag"));
    }

    [Fact]
    public async Task Ten_thousand_deletions_are_done_in_slices_while_mail_comes_in()
    {
        await using var store = await TestStore.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            var session = store.Connect();
            for (var i = 0; i < 100; i++) await TestStore.SendAsync(session, "x"u8.ToArray());
        }));

        var deleting = store.Edits.DeleteAllAsync(null);
        var sent = await TestStore.SendAsync(store.Connect(), "y"u8.ToArray());

        Assert.Equal(CommitStatus.Stored, sent.Status);
        Assert.Equal(10_000, await deleting);
        Assert.Equal(10_001, store.Scalar("SELECT seq FROM message WHERE deleted_us IS NULL"));
    }

    [Fact]
    public async Task A_message_without_SMTP_is_stored_like_any_other()
    {
        await using var store = await TestStore.OpenAsync();
        var envelope = TestStore.NewEnvelope();
        envelope.Via = ContentVia.Rest;

        var result = await store.Edits.AddMessageAsync(envelope, new MemoryStream(new byte[400_000]), "ci", Stop);

        Assert.Equal(CommitStatus.Stored, result.Status);
        Assert.Equal(400_000, store.Read(result.MessageId).Length);
        Assert.Equal(0, store.Scalar("SELECT session_id FROM message"));
    }

    [Fact]
    public async Task Listeners_hear_of_messages_in_the_order_they_became_visible()
    {
        await using var store = await TestStore.OpenAsync();
        using var subscription = store.Bus.Subscribe();

        var first = await TestStore.SendAsync(store.Connect(), "Subject: one\r\n\r\n"u8.ToArray());
        await store.Edits.DeleteAsync([1]);

        var heard = new List<SinkEvent>();
        await foreach (var happened in subscription.ReadAllAsync(Stop))
        {
            if (happened is SessionStarted) continue;
            heard.Add(happened);
            if (heard.Count == 2) break;
        }

        var stored = Assert.Single(Assert.IsType<MessagesStored>(heard[0]).Messages);
        Assert.Equal((first.MessageId, "one"), (stored.Id.ToString(), stored.Subject));
        Assert.Equal([stored.Id], Assert.IsType<MessagesDeleted>(heard[1]).Ids);
        Assert.True(heard[0].Sequence < heard[1].Sequence);
    }
}
