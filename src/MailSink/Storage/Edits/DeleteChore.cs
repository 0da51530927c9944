using MailSink.Events;
using MailSink.Storage.Writer;

namespace MailSink.Storage.Edits;

/// <summary>Marks messages deleted, one by one; unknown ones are passed over.</summary>
/// <returns>How many there were.</returns>
internal sealed class DeleteChore(IReadOnlyList<long> seqs, EventBus bus, Upkeep upkeep) : Chore<int>
{
    private readonly List<MessageId> _gone = [];
    private int _next;
    private int _count;

    protected override int Result => _count;

    public override bool Run(StoreFile file, Batch batch, Slice slice)
    {
        _gone.Clear();
        while (_next < seqs.Count && !slice.IsOver) Marking.Delete(file, batch, seqs[_next++], _gone);
        return _next == seqs.Count;
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
}
