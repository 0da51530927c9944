using System.Text.Json;
using MailSink.Messages.Mime;
using MailSink.Messages.Projection;
using MailSink.Queue;
using MailSink.Storage;
using MailSink.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace MailSink.Messages;

/// <summary>Reads messages as the API and the pages show them. Whatever was stored when a call begins, the call sees.</summary>
internal sealed class MessageReader(StoreReaders readers, StoreHead head, ProjectionWatermark watermark, HandoverReader handovers)
{
    private const int IdsAtOnce = 500;

    /// <summary>A page of the messages a filter selects.</summary>
    /// <exception cref="ProjectionBehindException">Parsing did not catch up in time.</exception>
    public async Task<PageDto<MessageSummary>> ListAsync(MessageFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var newest = head.Newest;
        await watermark.WaitForAsync(newest.Seq, cancellationToken);
        using var reader = readers.Open();
        await using var snapshot = await reader.Db.Database.BeginTransactionAsync(cancellationToken);
        var selection = MessageSelection.Resolve(reader.Db, filter, newest.Seq);
        var (total, isExact) = reader.Db.Count(selection);
        var items = selection.IsImpossible ? [] : await ReadAsync(reader.Db, Turn(selection, page), page.Limit + 1, page.Ascending, cancellationToken);
        var hasMore = items.Count > page.Limit;
        if (hasMore) items.RemoveAt(page.Limit);
        return new PageDto<MessageSummary>(items, hasMore ? items[^1].Id : null, total, isExact, newest.ToString());
    }

    /// <summary>The newest message that a filter selects, or null.</summary>
    public async Task<MessageId?> LatestAsync(MessageFilter filter, CancellationToken cancellationToken)
    {
        var newest = head.Newest;
        await watermark.WaitForAsync(newest.Seq, cancellationToken);
        using var reader = readers.Open();
        var selection = MessageSelection.Resolve(reader.Db, filter, newest.Seq);
        if (selection.IsImpossible) return null;
        var found = await reader.Db.Matching(selection, ascending: false).Select(m => new { m.Seq, m.ReceivedUs }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : IdOf(found.Seq, found.ReceivedUs);
    }

    /// <summary>The numbers of all messages a filter selects, oldest first.</summary>
    public async Task<IReadOnlyList<long>> SelectAsync(MessageFilter filter, CancellationToken cancellationToken)
    {
        var newest = head.Newest;
        await watermark.WaitForAsync(newest.Seq, cancellationToken);
        using var reader = readers.Open();
        var selection = MessageSelection.Resolve(reader.Db, filter, newest.Seq);
        return selection.IsImpossible ? [] : await reader.Db.Matching(selection, ascending: true).Select(m => m.Seq).ToListAsync(cancellationToken);
    }

    /// <summary>The numbers of those messages of a list of ids that exist; ids nobody gave are passed over.</summary>
    public async Task<IReadOnlyList<long>> KnownAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var asked = new Dictionary<long, MessageId>();
        foreach (var text in ids)
        {
            if (MessageId.TryParse(text, out var id)) asked[id.Seq] = id;
        }

        using var reader = readers.Open();
        var known = new List<long>();
        foreach (var chunk in asked.Keys.Chunk(IdsAtOnce))
        {
            var rows = await reader.Db.Messages.Where(m => chunk.Contains(m.Seq) && m.DeletedUs == null)
                .Select(m => new { m.Seq, m.ReceivedUs }).ToListAsync(cancellationToken);
            known.AddRange(rows.Where(r => asked[r.Seq] == IdOf(r.Seq, r.ReceivedUs)).Select(r => r.Seq));
        }

        return known;
    }

    /// <summary>A message, whole; null when there is none of that id.</summary>
    /// <exception cref="ProjectionBehindException">Parsing did not catch up in time.</exception>
    public async Task<MessageDetail?> GetAsync(MessageId id, CancellationToken cancellationToken)
    {
        if (await SummaryAsync(id, cancellationToken) is not { } summary || Find(id) is not { } stored) return null;
        var mail = await ParseAsync(stored, hash: true, cancellationToken);
        if (mail is null) return null;
        var reports = await ReportsAsync(id, cancellationToken);
        return MessageDetails.Make(summary, stored.Envelope, mail, reports, Findings(id), handovers.Read(stored.ContentId, stored.Envelope));
    }

    /// <summary>What lint found, worst first; nothing for a message that is not there.</summary>
    private IReadOnlyList<StoredFinding> Findings(MessageId id)
    {
        using var reader = readers.Open();
        var stored = reader.Db.Projections.Where(p => p.Seq == id.Seq).Select(p => p.Findings).FirstOrDefault();
        var findings = stored is not { Length: > 0 } ? null : JsonSerializer.Deserialize(stored, StoredJson.Default.IReadOnlyListStoredFinding);
        return [.. (findings ?? []).OrderByDescending(finding => finding.Weight())];
    }

    /// <summary>A message as lists show it; null when there is none of that id.</summary>
    public async Task<MessageSummary?> SummaryAsync(MessageId id, CancellationToken cancellationToken)
    {
        if (id.Seq > head.Newest.Seq) return null;
        await watermark.WaitForAsync(id.Seq, cancellationToken);
        using var reader = readers.Open();
        var one = reader.Db.Messages.Where(m => m.Seq == id.Seq && m.DeletedUs == null);
        var rows = await SummariesAsync(reader.Db, one, cancellationToken);
        return rows.Count == 1 && rows[0].Id == id.ToString() ? rows[0] : null;
    }

    /// <summary>Where a message's octets and envelope are; null when there is no message of that id.</summary>
    public MessageSource? Find(MessageId id)
    {
        using var reader = readers.Open();
        var found = (from m in reader.Db.Messages
                     join c in reader.Db.Contents on m.ContentId equals c.Id
                     where m.Seq == id.Seq && m.DeletedUs == null
                     select new { m.Seq, m.ReceivedUs, m.ContentId, m.SessionId, m.Size, c.Envelope }).FirstOrDefault();
        if (found is null || IdOf(found.Seq, found.ReceivedUs) != id) return null;
        var envelope = JsonSerializer.Deserialize(found.Envelope, StoredJson.Default.StoredEnvelope) ?? new StoredEnvelope();
        return new MessageSource(id, found.ContentId, found.SessionId, found.Size, envelope);
    }

    /// <summary>The octets as received; null when they were purged meanwhile. Dispose it.</summary>
    public Stream? OpenRaw(MessageSource message) => ContentStream.Open(readers, message.ContentId);

    /// <summary>Parses a message's octets; null when they were purged meanwhile.</summary>
    public Task<ParsedMail?> ParseAsync(MessageSource message, bool hash, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var raw = OpenRaw(message);
            return raw is null ? null : MailParser.Parse(raw, hash, cancellationToken: cancellationToken);
        },
        cancellationToken);

    /// <summary>Ids of the delivery reports about a message, oldest first.</summary>
    private async Task<IReadOnlyList<string>> ReportsAsync(MessageId id, CancellationToken cancellationToken)
    {
        using var reader = readers.Open();
        var reports = await (from p in reader.Db.Projections
                             join m in reader.Db.Messages on p.Seq equals m.Seq
                             where p.ReportOf == id.Seq && m.DeletedUs == null
                             orderby m.Seq
                             select new { m.Seq, m.ReceivedUs }).ToListAsync(cancellationToken);
        return [.. reports.Select(m => IdOf(m.Seq, m.ReceivedUs).ToString())];
    }

    internal static MessageId IdOf(long seq, long receivedUs) => new(receivedUs / 1000, seq);

    private static MessageSelection Turn(MessageSelection selection, PageRequest page) =>
        !MessageId.TryParse(page.Cursor, out var cursor) ? selection
        : page.Ascending ? selection with { After = Math.Max(selection.After, cursor.Seq) }
        : selection with { Before = Math.Min(selection.Before, cursor.Seq) };

    private static Task<List<MessageSummary>> ReadAsync(
        SinkContext db, MessageSelection selection, int count, bool ascending, CancellationToken cancellationToken) =>
        SummariesAsync(db, db.Matching(selection, ascending).Take(count), cancellationToken);

    private static async Task<List<MessageSummary>> SummariesAsync(
        SinkContext db, IQueryable<MessageRow> messages, CancellationToken cancellationToken)
    {
        var query = from m in messages
                    join i in db.Inboxes on m.InboxId equals i.Id
                    join p in db.Projections on m.Seq equals p.Seq into projections
                    from p in projections.DefaultIfEmpty()
                    select new { Message = m, Inbox = i.Name, Projection = p };
        var rows = await query.ToListAsync(cancellationToken);
        var seqs = rows.Select(r => r.Message.Seq).ToList();
        var tags = (await db.Tags.Where(t => seqs.Contains(t.Seq)).ToListAsync(cancellationToken)).ToLookup(t => t.Seq, t => t.Name);
        return [.. rows.Select(r => MessageSummaries.Make(r.Message, r.Inbox, r.Projection, [.. tags[r.Message.Seq]]))];
    }
}

/// <summary>A message's place in the store.</summary>
/// <param name="Id"></param>
/// <param name="ContentId"><c>content.id</c>.</param>
/// <param name="SessionId"><c>session.id</c>, 0 without SMTP.</param>
/// <param name="Size">Octets.</param>
/// <param name="Envelope">What MAIL and RCPT said, and who said it.</param>
internal sealed record MessageSource(MessageId Id, long ContentId, long SessionId, long Size, StoredEnvelope Envelope);
