using MailSink.Smtp;
using MailSink.Storage.Sqlite;
using MailSink.Storage.Writer;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class StorageFailedTests
{
    [Fact]
    public async Task After_a_failed_write_nothing_is_acknowledged_until_the_file_was_opened_again()
    {
        await using var store = await TestStore.OpenAsync();
        var session = store.Connect();
        await TestStore.SendAsync(session, "before"u8.ToArray());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Writer.RunAsync(new FailingChore()));

        var refused = await TestStore.SendAsync(session, "meanwhile"u8.ToArray());
        Assert.Equal(CommitStatus.StorageFailed, refused.Status);
        Assert.False(store.Writer.IsWritable);
        while ((await TestStore.SendAsync(session, "after"u8.ToArray())).Status != CommitStatus.Stored) await Task.Yield();

        Assert.True(store.Writer.IsWritable);
        Assert.Equal(2, store.Scalar("SELECT count(*) FROM message"));
        Assert.Equal(2, store.Scalar("SELECT max(seq) FROM message"));
        Assert.Equal(2, store.Scalar("SELECT sum(live) FROM block"));
    }

    /// <summary>Fails as SQLite does when fsync fails.</summary>
    private sealed class FailingChore : Chore<bool>
    {
        protected override bool Result => true;

        public override bool Run(StoreFile file, Batch batch, Slice slice) =>
            throw new SqliteFailure(SQLitePCL.raw.SQLITE_IOERR_FSYNC, "disk I/O error");
    }
}
