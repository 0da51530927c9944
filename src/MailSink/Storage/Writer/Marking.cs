using MailSink.Storage.Rows;

namespace MailSink.Storage.Writer;

/// <summary>Marks messages deleted and keeps the counters right.</summary>
internal static class Marking
{
    /// <returns>False when there is no such live message.</returns>
    public static bool Delete(StoreFile file, Batch batch, long seq, List<MessageId> gone)
    {
        var delete = file.Edit.Delete.Bind(1, seq).Bind(2, batch.NowUs);
        var found = delete.Step();
        if (found) CountOut(batch, delete, gone);
        delete.Reset();
        return found;
    }

    /// <summary>Takes the row a deletion returned (seq, inbox_id, size, flags, received_us) out of the counters.</summary>
    public static void CountOut(Batch batch, Sqlite.Statement row, List<MessageId> gone)
    {
        var unread = ((MessageMarks)row.Int64(3) & MessageMarks.Read) == 0;
        batch.Count(row.Int64(1), row.Int64(0), -1, unread, row.Int64(2));
        gone.Add(new MessageId(row.Int64(4) / 1000, row.Int64(0)));
    }
}
