using System.Text.Json;
using MailSink.Storage;
using MailSink.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace MailSink.Reports;

/// <summary>A stored message that asks for reports.</summary>
/// <param name="Id"></param>
/// <param name="ContentId"><c>content.id</c>.</param>
/// <param name="Inbox">Name of the inbox it is in, and its reports will be.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="Size">Octets.</param>
/// <param name="Envelope"></param>
internal sealed record ReportSource(MessageId Id, long ContentId, string Inbox, DateTimeOffset ReceivedAt, long Size, StoredEnvelope Envelope)
{
    /// <summary>Messages of a range that ask for reports and are not deleted, oldest first, some at a time.</summary>
    public static async Task<List<ReportSource>> ReadAsync(StoreReaders readers, long first, long last, CancellationToken cancellationToken)
    {
        using var reader = readers.Open();
        var rows = await (from m in reader.Db.Messages
                          join c in reader.Db.Contents on m.ContentId equals c.Id
                          join i in reader.Db.Inboxes on m.InboxId equals i.Id
                          where m.Seq >= first && m.Seq <= last && (m.Flags & MessageMarks.ReportDue) != 0 && m.DeletedUs == null
                          orderby m.Seq
                          select new { m.Seq, m.ReceivedUs, m.ContentId, m.Size, i.Name, c.Envelope }).Take(64).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new ReportSource(
            new MessageId(row.ReceivedUs / 1000, row.Seq), row.ContentId, row.Name, UnixTime.FromUnixMicroseconds(row.ReceivedUs), row.Size,
            JsonSerializer.Deserialize(row.Envelope, StoredJson.Default.StoredEnvelope) ?? new StoredEnvelope()))];
    }
}
