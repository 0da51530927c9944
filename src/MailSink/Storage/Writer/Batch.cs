using MailSink.Events;

namespace MailSink.Storage.Writer;

/// <summary>What one transaction changes beside its rows: applied to the store's state when it commits, forgotten when it does not.</summary>
internal sealed class Batch
{
    private readonly Dictionary<BlockKey, BlockDelta> _blocks = [];
    private readonly Dictionary<string, long> _newInboxes = new(StringComparer.Ordinal);

    /// <summary>Time of the transaction, Unix microseconds; never before that of an earlier message.</summary>
    public long NowUs { get; private set; }

    /// <summary>Newest sequence number given.</summary>
    public long Seq { get; private set; }

    /// <summary>Change of the number of live messages.</summary>
    public long Live { get; private set; }

    /// <summary>Change of the octets of live messages.</summary>
    public long Octets { get; private set; }

    /// <summary>Messages stored, for those who listen; null when nobody does.</summary>
    public List<StoredMessage>? Stored { get; private set; }

    public IReadOnlyDictionary<BlockKey, BlockDelta> Blocks => _blocks;

    /// <summary>Inboxes made in this transaction.</summary>
    public IReadOnlyDictionary<string, long> NewInboxes => _newInboxes;

    public void Begin(long nowUs, long seq, bool collect)
    {
        (NowUs, Seq, Live, Octets) = (nowUs, seq, 0, 0);
        _blocks.Clear();
        _newInboxes.Clear();
        Stored = collect ? [] : null;
    }

    /// <summary>Gives the next sequence number.</summary>
    public long NextSeq() => ++Seq;

    /// <summary>The id of an inbox, which is made when there is none of that name.</summary>
    public long InboxId(StoreFile file, StoreState state, string name)
    {
        if (state.Inboxes.TryGetValue(name, out var id) || _newInboxes.TryGetValue(name, out id)) return id;
        id = state.NextInbox + _newInboxes.Count;
        file.Ingest.Inbox.Bind(1, id).BindText(2, name).Bind(3, NowUs).Run();
        _newInboxes[name] = id;
        return id;
    }

    /// <summary>Counts a message in, or with a negative sign out.</summary>
    public void Count(long inboxId, long seq, int sign, bool unread, long octets)
    {
        var key = new BlockKey(inboxId, seq >> BlockKey.Bits);
        var delta = _blocks.GetValueOrDefault(key);
        _blocks[key] = new BlockDelta(delta.Live + sign, delta.Unread + (unread ? sign : 0), delta.Octets + sign * octets);
        Live += sign;
        Octets += sign * octets;
    }

    /// <summary>Counts a message as read or, with +1, as unread again.</summary>
    public void CountUnread(long inboxId, long seq, int sign)
    {
        var key = new BlockKey(inboxId, seq >> BlockKey.Bits);
        var delta = _blocks.GetValueOrDefault(key);
        _blocks[key] = delta with { Unread = delta.Unread + sign };
    }
}

/// <summary>Row of table <c>block</c>.</summary>
internal readonly record struct BlockKey(long InboxId, long Block)
{
    /// <summary>Sequence numbers in a block, as a power of two.</summary>
    public const int Bits = 10;
}

internal readonly record struct BlockDelta(int Live, int Unread, long Octets);
