using MailSink.Events;
using MailSink.Storage.Writer;

namespace MailSink.Storage.Edits;

/// <summary>Marks all messages of some inboxes deleted, block by block, up to the newest at the time of asking.</summary>
/// <returns>How many there were.</returns>
internal sealed class DeleteAllChore(IReadOnlyList<long> inboxes, long lastSeq, EventBus bus, Upkeep upkeep) : Chore<int>
{
    private readonly List<MessageId> _gone = [];
    private int _inbox;
    private long _block;
    private int _count;

    protected override int Result => _count;

    public override bool Run(StoreFile file, Batch batch, Slice slice)
    {
        _gone.Clear();
        while (_inbox < inboxes.Count)
        {
            if (slice.IsOver) return false;
            if (NextBlock(file) is { } block && block << BlockKey.Bits <= lastSeq)
            {
                MarkBlock(file, batch, block);
                _block = block + 1;
            }
            else
            {
                (_inbox, _block) = (_inbox + 1, 0);
            }
        }

        return true;
    }

    public override void Committed(StoreState state)
    {
        _count += _gone.Count;
        if (_gone.Count > 0) bus.Publish(new MessagesDeleted([.. _gone]));
    }

    public override void Complete(Exception? error)
    {
        upkeep.Request();
        base.Complete(error);
    }

    private long? NextBlock(StoreFile file)
    {
        var live = file.Edit.LiveBlock.Bind(1, inboxes[_inbox]).Bind(2, _block);
        long? block = live.Step() && !live.IsNull(0) ? live.Int64(0) : null;
        live.Reset();
        return block;
    }

    private void MarkBlock(StoreFile file, Batch batch, long block)
    {
        var first = block << BlockKey.Bits;
        var last = Math.Min(lastSeq, ((block + 1) << BlockKey.Bits) - 1);
        var rows = file.Edit.DeleteRange.Bind(1, first).Bind(2, last).Bind(3, inboxes[_inbox]).Bind(4, batch.NowUs);
        while (rows.Step()) Marking.CountOut(batch, rows, _gone);
        rows.Reset();
    }
}
