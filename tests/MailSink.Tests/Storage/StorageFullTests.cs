using MailSink.Configuration;
using MailSink.Smtp;
using MailSink.Storage.Writer;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class StorageFullTests
{
    [Fact]
    public async Task A_message_there_is_no_room_for_is_refused_and_leaves_no_trace()
    {
        await using var store = await TestStore.OpenAsync();
        var session = store.Connect();
        await store.Writer.RunAsync(new LimitChore(8));

        var refused = await TestStore.SendAsync(session, new byte[200_000]);
        var small = await TestStore.SendAsync(session, new byte[1000]);
        await store.Writer.RunAsync(new LimitChore(1_000_000));
        var accepted = await TestStore.SendAsync(session, new byte[200_000]);

        Assert.Equal((CommitStatus.StorageFull, null), (refused.Status, refused.MessageId));
        Assert.Equal(CommitStatus.Stored, small.Status);
        Assert.Equal(CommitStatus.Stored, accepted.Status);
        Assert.Equal(2, store.Scalar("SELECT count(*) FROM message"));
        Assert.Equal(2, store.Scalar("SELECT count(*) FROM content"));
        Assert.Equal(2, store.Scalar("SELECT max(seq) FROM message"));
        Assert.Equal(201_000, store.Scalar("SELECT sum(octets) FROM block"));
    }

    [Fact]
    public async Task A_large_message_that_outgrows_the_disk_is_refused_and_its_chunks_are_removed()
    {
        await using var store = await TestStore.OpenAsync();
        var session = store.Connect();
        await store.Writer.RunAsync(new LimitChore(60));

        var refused = await TestStore.SendAsync(session, new byte[3_000_000]);

        Assert.Equal(CommitStatus.StorageFull, refused.Status);
        Assert.Equal(0, store.Scalar("SELECT count(*) FROM message"));
        await store.Writer.RunAsync(new LimitChore(1_000_000));
        while (store.Scalar("SELECT count(*) FROM chunk") + store.Scalar("SELECT count(*) FROM upload") > 0) await Task.Yield();
        Assert.Equal(0, store.Budget.Used);
    }

    [Fact]
    public async Task One_message_too_large_for_the_disk_does_not_take_its_batch_with_it()
    {
        await using var store = await TestStore.OpenAsync();
        await store.Writer.RunAsync(new LimitChore(12));

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(
            i => TestStore.SendAsync(store.Connect(), new byte[i == 5 ? 250_000 : 10])));

        Assert.All(results.Where((_, i) => i != 5), r => Assert.Equal(CommitStatus.Stored, r.Status));
        Assert.Equal(CommitStatus.StorageFull, results[5].Status);
        Assert.Equal(9, store.Scalar("SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task There_is_no_room_for_more_than_the_disk_holds_or_is_kept_at_all()
    {
        await using var store = await TestStore.OpenAsync(new SinkOptions { Data = DataPath.Memory, RetentionSize = 0 });
        await using var small = await TestStore.OpenAsync(new SinkOptions { Data = DataPath.Memory, RetentionSize = 1000 });
        var free = new DriveInfo(store.Folder.Path).AvailableFreeSpace;

        Assert.Equal((true, false), (store.Connect().HasRoom(free / 2), store.Connect().HasRoom(free * 2)));
        Assert.Equal((true, false), (small.Connect().HasRoom(1000), small.Connect().HasRoom(1001)));
    }

    /// <summary>Lets the file grow by so many pages and no further: SQLite then answers as on a full disk.</summary>
    private sealed class LimitChore(int pages) : Chore<bool>
    {
        protected override bool Result => true;

        public override bool Run(StoreFile file, Batch batch, Slice slice)
        {
            file.Sqlite.Scalar($"PRAGMA max_page_count = {file.Sqlite.Scalar("PRAGMA page_count") + pages}");
            return true;
        }
    }
}
