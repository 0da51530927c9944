using MailSink.Configuration;
using MailSink.Smtp;
using MailSink.Storage.Writer;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class RetentionTests
{
    private readonly SetClock _clock = new();

    private static SinkOptions Options => new() { Data = DataPath.Memory };

    [Fact]
    public async Task Messages_older_than_the_age_limit_go_with_their_content()
    {
        await using var store = await TestStore.OpenAsync(Options, _clock);
        await TestStore.SendAsync(store.Connect(), new byte[300_000]);
        _clock.Advance(TimeSpan.FromDays(6));
        await TestStore.SendAsync(store.Connect(), "young"u8.ToArray());
        _clock.Advance(TimeSpan.FromDays(2));

        await UpkeepAsync(store);

        Assert.Equal(2, store.Scalar("SELECT seq FROM message"));
        Assert.Equal(0, store.Scalar("SELECT count(*) FROM upload"));
        Assert.Equal(0, store.Scalar("SELECT count(*) FROM chunk"));
        Assert.Equal(1, store.Scalar("SELECT count(*) FROM content"));
        Assert.Equal(1, store.Scalar("SELECT sum(live) FROM block"));
        Assert.Equal(5, store.Scalar("SELECT sum(octets) FROM block"));
    }

    [Fact]
    public async Task Beyond_the_size_limit_the_oldest_go_first()
    {
        await using var store = await TestStore.OpenAsync(Options with { RetentionSize = 10_000 }, _clock);
        for (var i = 0; i < 20; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(11));
            Assert.Equal(CommitStatus.Stored, (await TestStore.SendAsync(store.Connect(), new byte[1000])).Status);
        }

        await UpkeepAsync(store);

        Assert.Equal(10, store.Scalar("SELECT count(*) FROM message"));
        Assert.Equal(11, store.Scalar("SELECT min(seq) FROM message"));
    }

    [Fact]
    public async Task Beyond_the_count_limit_the_oldest_go_first()
    {
        await using var store = await TestStore.OpenAsync(Options with { RetentionCount = 3 }, _clock);
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromMinutes(11));
            await TestStore.SendAsync(store.Connect(), "x"u8.ToArray());
        }

        await UpkeepAsync(store);

        Assert.Equal(3, store.Scalar("SELECT min(seq) FROM message"));
        Assert.Equal(3, store.Scalar("SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task Nothing_young_is_removed_to_make_room()
    {
        await using var store = await TestStore.OpenAsync(Options with { RetentionSize = 2500 }, _clock);
        var session = store.Connect();
        await TestStore.SendAsync(session, new byte[1000]);
        await TestStore.SendAsync(session, new byte[1000]);

        Assert.Equal(CommitStatus.StorageFull, (await TestStore.SendAsync(session, new byte[1000])).Status);
        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(CommitStatus.Stored, (await TestStore.SendAsync(session, new byte[1000])).Status);
    }

    [Fact]
    public async Task Sessions_without_mail_go_after_a_day_and_those_with_mail_stay_with_it()
    {
        await using var store = await TestStore.OpenAsync(Options, _clock);
        EndSession(store.Connect(), 1);
        var bringer = store.Connect();
        await TestStore.SendAsync(bringer, "x"u8.ToArray());
        EndSession(bringer, 1);
        while (store.Sessions.Count > 0) await Task.Yield();
        _clock.Advance(TimeSpan.FromHours(25));

        await UpkeepAsync(store);

        Assert.Equal(1, store.Scalar("SELECT count(*) FROM session"));
        Assert.Equal(1, store.Scalar("SELECT message_count FROM session"));
    }

    [Fact]
    public async Task A_number_is_never_given_again_even_when_its_message_is_removed_before_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using (var store = await TestStore.OpenAsync(new SinkOptions { Data = folder.Path }, _clock))
        {
            var session = store.Connect();
            for (var i = 0; i < 3; i++) await TestStore.SendAsync(session, "x"u8.ToArray());
            Assert.Equal(3, await store.Edits.DeleteAllAsync(null));
            await UpkeepAsync(store);
            Assert.Equal(0, store.Scalar("SELECT count(*) FROM message"));
        }

        await using var again = await TestStore.OpenAsync(new SinkOptions { Data = folder.Path }, _clock);
        Assert.Equal(3, again.Head.Newest.Seq);
        await TestStore.SendAsync(again.Connect(), "x"u8.ToArray());
        Assert.Equal(4, again.Scalar("SELECT seq FROM message"));
    }

    /// <summary>A chore behind the upkeep that is queued: when it is done, so is the upkeep's first slice.</summary>
    private static async Task UpkeepAsync(TestStore store)
    {
        var upkeep = store.Get<Upkeep>();
        do
        {
            upkeep.Request();
            await store.Edits.MarkAsync([], null, null);
        }
        while (upkeep.IsQueued);
    }

    private static void EndSession(ISessionHost session, int line)
    {
        session.Record(new TranscriptLine { Number = line, At = default, Source = LineSource.Client, Text = "QUIT"u8, Octets = 6, Command = "QUIT" });
        session.Close(SessionEnd.Quit);
    }
}
