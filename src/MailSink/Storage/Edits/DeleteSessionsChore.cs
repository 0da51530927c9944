using MailSink.Storage.Writer;

namespace MailSink.Storage.Edits;

/// <summary>Removes sessions with their lines; the messages they brought, and the transcripts stored with those, stay.</summary>
/// <param name="ids">Session numbers, or null for all up to <paramref name="last"/>.</param>
/// <param name="last">The largest number that counts as "all".</param>
internal sealed class DeleteSessionsChore(IReadOnlyList<long>? ids, long last) : Chore<int>
{
    private long _cursor;
    private int _next;
    private int _count;

    protected override int Result => _count;

    public override bool Run(StoreFile file, Batch batch, Slice slice)
    {
        while (Next(file) is { } id)
        {
            file.Edit.DeleteSegments.Bind(1, id).Run();
            file.Edit.DeleteSession.Bind(1, id).Run();
            _count += file.Sqlite.Changes;
            if (slice.IsOver) return false;
        }

        return true;
    }

    private long? Next(StoreFile file)
    {
        if (ids is not null) return _next < ids.Count ? ids[_next++] : null;
        var next = file.Edit.NextSession.Bind(1, _cursor).Bind(2, last);
        long? id = next.Step() && !next.IsNull(0) ? next.Int64(0) : null;
        next.Reset();
        if (id is { } found) _cursor = found;
        return id;
    }
}
