using System.Text.Json;
using MailSink.Messages;
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
            transactions.Add((envelope.FirstLine, envelope.FinalLine, new MessageId(carried.ReceivedUs / 1000, carried.Seq)));
        }

        Add(lines, unstored);
        return [.. Attribute(lines.Values, transactions)];
    }

    /// <summary>
    /// The lines of one message's transaction, the final reply included, without reading the rest of a session that may have brought
    /// a hundred thousand others.
    /// </summary>
    /// <param name="db">The store.</param>
    /// <param name="message">The message.</param>
    /// <param name="lastSeq">Last message of its session.</param>
    /// <param name="unstored">As in <see cref="Read"/>.</param>
    public static List<TranscriptEntry> OfTransaction(SinkContext db, MessageSource message, long lastSeq, byte[] unstored)
    {
        var (session, first) = (message.SessionId, message.Envelope.FirstLine);
        // The reply follows the commit. It is stored with what came next: another message, a segment, or nothing yet.
        var last = message.Envelope.FinalLine;
        var lines = new SortedDictionary<int, TranscriptEntry>();
        foreach (var segment in SegmentsOf(db, session, first, last)) Add(lines, segment);
        foreach (var part in db.Contents.Where(c => c.Id == message.ContentId).Select(c => c.Transcript)) Add(lines, part);
        if (!lines.ContainsKey(last) && NextOf(db, message, lastSeq) is { } next) Add(lines, next);
        Add(lines, unstored);
        return [.. lines.Values.Where(l => l.Number >= first && l.Number <= last).Select(l => l with { MessageId = message.Id })];
    }

    /// <summary>Segments that can hold lines of a range: those that begin in it and the one before.</summary>
    private static List<byte[]> SegmentsOf(SinkContext db, long session, int first, int last)
    {
        var before = db.Segments.Where(s => s.SessionId == session && s.Line <= first).Max(s => (int?)s.Line) ?? first;
        return [.. db.Segments.Where(s => s.SessionId == session && s.Line >= before && s.Line <= last).Select(s => s.Data)];
    }

    private static byte[]? NextOf(SinkContext db, MessageSource message, long lastSeq)
    {
        var (seq, session) = (message.Id.Seq, message.SessionId);
        return (from m in db.Messages
                join c in db.Contents on m.ContentId equals c.Id
                where m.Seq > seq && m.Seq <= lastSeq && m.SessionId == session
                orderby m.Seq
                select c.Transcript).FirstOrDefault();
    }

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
