using System.Collections.Concurrent;
using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Writer;

/// <summary>What the writer knows without asking the file. Written by the writer's thread only.</summary>
internal sealed class StoreState
{
    private readonly ConcurrentDictionary<string, long> _inboxes = new(StringComparer.Ordinal);
    private long _live;
    private long _octets;
    private long _upload;

    /// <summary>Newest sequence number given.</summary>
    public long Seq { get; private set; }

    /// <summary>Time of the newest message, Unix microseconds.</summary>
    public long ReceivedUs { get; private set; }

    /// <summary>Messages that are not deleted.</summary>
    public long Live => Volatile.Read(ref _live);

    /// <summary>Octets of their content.</summary>
    public long Octets => Volatile.Read(ref _octets);

    /// <summary>No live message has this sequence number or a smaller one.</summary>
    public long OldestCursor { get; set; }

    /// <summary>Inboxes by name.</summary>
    public IReadOnlyDictionary<string, long> Inboxes => _inboxes;

    /// <summary>The id of the next inbox.</summary>
    public long NextInbox { get; private set; }

    /// <summary>A number for a new upload; callable from any thread. Numbers of purged uploads do not come back.</summary>
    public long NextUpload() => Interlocked.Increment(ref _upload);

    /// <summary>The highest upload number given.</summary>
    public long LastUpload => Volatile.Read(ref _upload);

    public void Load(SqliteFile file)
    {
        using (var head = file.PrepareOnce("SELECT seq, received_us FROM message ORDER BY seq DESC LIMIT 1"))
            (Seq, ReceivedUs) = head.Step() ? (head.Int64(0), head.Int64(1)) : (0, 0);
        // The newest messages may have been purged; their numbers must not be given again.
        if (file.Text("SELECT value FROM meta WHERE key = 'head'") is { } kept && MessageId.TryParse(kept, out var id) && id.Seq > Seq)
            (Seq, ReceivedUs) = (id.Seq, id.ReceivedMs * 1000);
        _live = file.Scalar("SELECT total(live) FROM block");
        _octets = file.Scalar("SELECT CAST(total(octets) AS INTEGER) FROM block");
        _upload = Math.Max(file.Scalar("SELECT max(id) FROM upload"), file.Scalar("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'upload'"));
        OldestCursor = 0;
        _inboxes.Clear();
        using var inboxes = file.PrepareOnce("SELECT name, id FROM inbox");
        while (inboxes.Step()) _inboxes[inboxes.Text(0)] = inboxes.Int64(1);
        // Rows of a deleted inbox may wait for their purge, so its id is not given again either.
        NextInbox = 1 + Math.Max(
            file.Scalar("SELECT max(id) FROM inbox"),
            file.Scalar("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'inbox'"));
    }

    /// <summary>Takes over what a committed transaction changed.</summary>
    public void Apply(Batch batch)
    {
        if (batch.Seq > Seq) (Seq, ReceivedUs) = (batch.Seq, batch.NowUs);
        Volatile.Write(ref _live, _live + batch.Live);
        Volatile.Write(ref _octets, _octets + batch.Octets);
        foreach (var (name, id) in batch.NewInboxes) _inboxes[name] = id;
        NextInbox += batch.NewInboxes.Count;
    }

    public void RemoveInbox(string name) => _inboxes.TryRemove(name, out _);
}
