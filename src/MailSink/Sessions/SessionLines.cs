using System.Text.Json;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Transcripts;

namespace MailSink.Sessions;

/// <summary>Gathers a session's transcript from where its lines are: with the messages they brought, in segments, and still in memory.</summary>
internal static class SessionLines
{
    private sealed record Carried(long Seq, long ReceivedUs, byte[] Transcript, byte[] Envelope, bool IsDeleted);

    /// <param name="db">The store.</param>
    /// <param name="id"><c>session.id</c>.</param>
    /// <param name="firstSeq">First message it brought, 0 when none.</param>
    /// <param name="lastSeq">Last message it brought.</param>
    /// <param name="unstored">The part that was still in memory, read before <paramref name="db"/>.</param>
    /// <returns>The lines in order, each once.</returns>
    public static List<TranscriptEntry> Read(SinkContext db, long id, long firstSeq, long lastSeq, byte[] unstored)
    {
        var lines = new SortedDictionary<int, TranscriptEntry>();
        var transactions = new List<(int First, int Last, MessageId Id)>();
        foreach (var segment in db.Segments.Where(s => s.SessionId == id).Select(s => s.Data)) Add(lines, segment);
        foreach (var carried in firstSeq == 0 ? [] : ReadCarried(db, id, firstSeq, lastSeq))
        {
            Add(lines, carried.Transcript);
            if (carried.IsDeleted) continue;
            var envelope = JsonSerializer.Deserialize(carried.Envelope, StoredJson.Default.StoredEnvelope) ?? new StoredEnvelope();
            // The reply to the content is written after its commit, so it is the line behind the last the message knows.
            transactions.Add((envelope.FirstLine, envelope.LastLine + 1, new MessageId(carried.ReceivedUs / 1000, carried.Seq)));
        }

        Add(lines, unstored);
        return [.. Attribute(lines.Values, transactions)];
    }

    /// <summary>The lines of one message's transaction, the final reply included.</summary>
    public static List<TranscriptEntry> OfTransaction(List<TranscriptEntry> lines, StoredEnvelope envelope) =>
        [.. lines.Where(l => l.Number >= envelope.FirstLine && l.Number <= envelope.LastLine + 1)];

    private static List<Carried> ReadCarried(SinkContext db, long id, long firstSeq, long lastSeq) =>
    [
        .. from m in db.Messages
           join c in db.Contents on m.ContentId equals c.Id
           where m.Seq >= firstSeq && m.Seq <= lastSeq && m.SessionId == id
           orderby m.Seq
           select new Carried(m.Seq, m.ReceivedUs, c.Transcript, c.Envelope, m.DeletedUs != null),
    ];

    private static void Add(SortedDictionary<int, TranscriptEntry> lines, byte[] part)
    {
        foreach (var entry in TranscriptCodec.Read(part, TableText)) lines[entry.Number] = entry;
    }

    private static IEnumerable<TranscriptEntry> Attribute(IEnumerable<TranscriptEntry> lines, List<(int First, int Last, MessageId Id)> transactions)
    {
        var next = 0;
        foreach (var line in lines)
        {
            while (next < transactions.Count && transactions[next].Last < line.Number) next++;
            var isWithin = next < transactions.Count && line.Number >= transactions[next].First;
            yield return isWithin ? line with { MessageId = transactions[next].Id } : line;
        }
    }

    private static string? TableText(string id) => ReplyTable.TryGetText(id, out var text) ? text : null;
}
