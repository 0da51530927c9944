using MailSink.Smtp;
using MailSink.Storage;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class IngestTests
{
    private const int Chunk = 256 * 1024;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8 * 1024)]
    [InlineData(255 * 1024)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(2 * Chunk)]
    [InlineData(5 * 1024 * 1024)]
    public async Task Octets_are_kept_exactly_as_they_came(int length)
    {
        await using var store = await TestStore.OpenAsync();
        var octets = new byte[length];
        new Random(length).NextBytes(octets);

        var result = await TestStore.SendAsync(store.Connect(), octets);

        Assert.Equal(CommitStatus.Stored, result.Status);
        Assert.True(octets.AsSpan().SequenceEqual(store.Read(result.MessageId)));
        Assert.Equal(length, store.Scalar("SELECT size FROM message"));
        Assert.Equal(0, store.Budget.Used);
    }

    [Fact]
    public async Task A_body_of_exactly_256_KiB_is_kept_whole()
    {
        await using var store = await TestStore.OpenAsync();

        await TestStore.SendAsync(store.Connect(), new byte[Chunk]);

        Assert.Equal(0, store.Scalar("SELECT count(*) FROM upload"));
    }

    [Fact]
    public async Task A_message_is_visible_to_readers_when_its_commit_returns()
    {
        await using var store = await TestStore.OpenAsync();
        var session = store.Connect();

        for (var i = 1; i <= 50; i++)
        {
            await TestStore.SendAsync(session, "Subject: x\r\n\r\n"u8.ToArray());
            Assert.Equal(i, store.Scalar("SELECT count(*) FROM message"));
            Assert.Equal(i, store.Head.Newest.Seq);
        }
    }

    [Fact]
    public async Task Sessions_that_wait_together_share_transactions()
    {
        await using var store = await TestStore.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var session = store.Connect();
            for (var i = 0; i < 50; i++) await TestStore.SendAsync(session, "Subject: x\r\n\r\n"u8.ToArray());
        }));

        // One transaction gives all its messages the same time.
        Assert.Equal(1000, store.Scalar("SELECT count(*) FROM message"));
        Assert.True(store.Scalar("SELECT count(DISTINCT received_us) FROM message") < 1000);
        Assert.Equal(1000, store.Scalar("SELECT sum(live) FROM block"));
        Assert.Equal(0, store.Scalar("SELECT count(*) FROM message a JOIN message b ON b.seq = a.seq + 1 WHERE b.received_us < a.received_us"));
    }

    [Fact]
    public async Task A_message_that_is_discarded_leaves_nothing_behind()
    {
        await using var store = await TestStore.OpenAsync();
        var session = store.Connect();
        await using (var message = await session.OpenContentAsync(TestStore.NewEnvelope(), TestContext.Current.CancellationToken))
            await TestStore.WriteAsync(message, new byte[3 * Chunk]);

        await TestStore.SendAsync(session, "x"u8.ToArray());
        while (store.Scalar("SELECT count(*) FROM upload") > 0) await Task.Yield();

        Assert.Equal(0, store.Scalar("SELECT count(*) FROM chunk"));
        Assert.Equal(1, store.Scalar("SELECT count(*) FROM message"));
        Assert.Equal(0, store.Budget.Used);
    }

    [Fact]
    public async Task A_message_goes_to_the_inbox_of_its_authenticated_user()
    {
        await using var store = await TestStore.OpenAsync();

        await TestStore.SendAsync(store.Connect(), "x"u8.ToArray());
        await TestStore.SendAsync(store.Connect("team-a"), "x"u8.ToArray());

        Assert.Equal(1, store.Scalar("SELECT count(*) FROM message JOIN inbox ON inbox.id = inbox_id WHERE name = 'team-a'"));
        Assert.Equal(1, store.Scalar("SELECT count(*) FROM message WHERE inbox_id = 1"));
    }

    [Fact]
    public async Task Three_hundred_megabytes_stream_through_bounded_memory()
    {
        await using var store = await TestStore.OpenAsync();
        var session = store.Connect();
        var block = new byte[1024 * 1024];
        new Random(7).NextBytes(block);
        var envelope = TestStore.NewEnvelope();
        await using var message = await session.OpenContentAsync(envelope, TestContext.Current.CancellationToken);
        long most = 0;
        for (var i = 0; i < 300; i++)
        {
            await TestStore.WriteAsync(message, block);
            most = Math.Max(most, store.Budget.Used);
        }

        var result = await message.CommitAsync(envelope, TestContext.Current.CancellationToken);

        Assert.Equal(CommitStatus.Stored, result.Status);
        Assert.InRange(most, 1, 4 * Chunk);
        Assert.InRange(new FileInfo(store.Folder.MailDatabase + "-wal").Length, 1, 160 * 1024 * 1024);
        Assert.True(MessageId.TryParse(result.MessageId, out var id));
        using var body = ContentStream.Open(store.Readers, id.Seq)!;
        Assert.Equal(300L * block.Length, body.Length);
        var back = new byte[block.Length];
        for (var i = 0; i < 300; i++)
        {
            body.ReadExactly(back);
            Assert.True(block.AsSpan().SequenceEqual(back));
        }
    }
}
