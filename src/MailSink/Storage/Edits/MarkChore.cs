using MailSink.Events;
using MailSink.Storage.Rows;
using MailSink.Storage.Writer;

namespace MailSink.Storage.Edits;

/// <summary>Marks messages read or unread, or replaces their tags; what is null stays as it is. Unknown messages are passed over.</summary>
/// <returns>The messages found.</returns>
internal sealed class MarkChore(IReadOnlyList<long> seqs, bool? read, IReadOnlyList<string>? tags, EventBus bus) : Chore<IReadOnlyList<MessageId>>
{
    private readonly List<MessageId> _found = [];
    private int _next;
    private int _told;

    protected override IReadOnlyList<MessageId> Result => _found;

    public override bool Run(StoreFile file, Batch batch, Slice slice)
    {
        while (_next < seqs.Count && !slice.IsOver) Mark(file, batch, seqs[_next++]);
        return _next == seqs.Count;
    }

    public override void Committed(StoreState state)
    {
        if (_found.Count > _told && bus.HasSubscribers) bus.Publish(new MessagesUpdated(_found[_told..]));
        _told = _found.Count;
    }

    private void Mark(StoreFile file, Batch batch, long seq)
    {
        var row = file.Edit.Flags.Bind(1, seq);
        var exists = row.Step();
        var (inboxId, flags, receivedUs) = exists ? (row.Int64(0), (MessageMarks)row.Int64(1), row.Int64(2)) : default;
        row.Reset();
        if (!exists) return;
        _found.Add(new MessageId(receivedUs / 1000, seq));
        if (read is { } wanted && wanted != flags.HasFlag(MessageMarks.Read))
        {
            file.Edit.SetFlags.Bind(1, seq).Bind(2, (long)(flags ^ MessageMarks.Read)).Run();
            batch.CountUnread(inboxId, seq, wanted ? -1 : +1);
        }

        if (tags is null) return;
        file.Edit.ClearTags.Bind(1, seq).Run();
        foreach (var tag in tags) file.Edit.AddTag.Bind(1, seq).BindText(2, tag).Run();
    }
}
