using MailSink.Messages;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace MailSink.Sessions;

/// <summary>One search for sessions: what the row can tell is asked of the store, the rest of each candidate's lines.</summary>
internal sealed class SessionSearch
{
    /// <summary>Candidates whose lines are read for one answer.</summary>
    private const int MostRead = 10_000;

    private const int BatchSize = 200;

    private readonly SinkContext _db;
    private readonly SessionFilter _filter;
    private readonly SessionConditions _conditions;
    private readonly long _from;
    private readonly long _to;

    private SessionSearch(SinkContext db, SessionFilter filter, long from, long to)
    {
        _db = db;
        _filter = filter;
        _conditions = new SessionConditions(filter);
        _from = from;
        _to = to;
    }

    public static SessionSearch Resolve(SinkContext db, SessionFilter filter)
    {
        // An id of a message stands for the moment of its acceptance, "strictly after" included.
        var from = filter.Since is { } since ? SessionId.FirstAt(TimeOf(since).ToUnixMicroseconds()) + (since.Id is null ? 0 : 1L << 20) : 0;
        var to = filter.Before is { } before ? SessionId.FirstAt(TimeOf(before).ToUnixMicroseconds()) : long.MaxValue;
        return new SessionSearch(db, filter, from, to);
    }

    public async Task<(List<FoundSession> Items, string? Next, long Total, bool IsExact)> RunAsync(
        IReadOnlyList<LiveSession> going, PageRequest page, CancellationToken cancellationToken)
    {
        var liveMatches = going.Where(Matches).Select(s => new FoundSession(s)).Where(HasLines).ToList();
        var known = going.Select(s => s.Id).ToHashSet();
        var cursor = SessionId.TryParse(page.Cursor, out var after) ? after : (long?)null;
        var (items, total, isExact) = _conditions.NeedLines || _filter.Lint is not null
            ? await ScanAsync(liveMatches, known, page, cursor, cancellationToken)
            : await QueryAsync(liveMatches, known, page, cursor, cancellationToken);
        var hasMore = items.Count > page.Limit;
        if (hasMore) items.RemoveAt(page.Limit);
        return (items, hasMore ? SessionId.Format(items[^1].Id) : null, total, isExact);
    }

    private async Task<(List<FoundSession>, long, bool)> QueryAsync(
        List<FoundSession> live, HashSet<long> known, PageRequest page, long? cursor, CancellationToken cancellationToken)
    {
        var stored = Stored(known);
        var total = live.Count + (stored is null ? 0 : await stored.LongCountAsync(cancellationToken));
        var rows = stored is null ? [] : await InOrder(stored, page.Ascending, cursor).Take(page.Limit + 1).WithInbox(_db).ToListAsync(cancellationToken);
        var found = rows.Select(r => new FoundSession(r.Row, r.Inbox));
        return (Merge(live, found, page, cursor), total, true);
    }

    private async Task<(List<FoundSession>, long, bool)> ScanAsync(
        List<FoundSession> live, HashSet<long> known, PageRequest page, long? cursor, CancellationToken cancellationToken)
    {
        var matches = new List<FoundSession>();
        var read = 0;
        var stored = Stored(known);
        long? last = null;
        while (stored is not null && read < MostRead)
        {
            var batch = await InOrder(stored, page.Ascending, last).Take(BatchSize).WithInbox(_db).ToListAsync(cancellationToken);
            matches.AddRange(batch.Select(r => new FoundSession(r.Row, r.Inbox)).Where(HasLines));
            read += batch.Count;
            if (batch.Count < BatchSize) break;
            last = batch[^1].Row.Id;
        }

        return (Merge(live, matches, page, cursor), live.Count + matches.Count, read < MostRead);
    }

    private static List<FoundSession> Merge(List<FoundSession> live, IEnumerable<FoundSession> stored, PageRequest page, long? cursor)
    {
        var all = live.Concat(stored);
        if (cursor is { } after) all = all.Where(s => page.Ascending ? s.Id > after : s.Id < after);
        return [.. (page.Ascending ? all.OrderBy(s => s.Id) : all.OrderByDescending(s => s.Id)).Take(page.Limit + 1)];
    }

    private static IQueryable<SessionRow> InOrder(IQueryable<SessionRow> rows, bool ascending, long? after) => ascending
        ? rows.Where(s => after == null || s.Id > after).OrderBy(s => s.Id)
        : rows.Where(s => after == null || s.Id < after).OrderByDescending(s => s.Id);

    /// <summary>The stored sessions the row itself lets pass; null when only live ones are asked for.</summary>
    private IQueryable<SessionRow>? Stored(HashSet<long> known)
    {
        if (_filter.Live == true) return null;
        var (from, to) = (_from, _to);
        var rows = _db.Sessions.Where(s => s.Id >= from && s.Id < to);
        if (known.Count > 0) rows = rows.Where(s => !known.Contains(s.Id));
        if (_filter.Inbox is { } inbox) rows = rows.Where(s => _db.Inboxes.Any(i => i.Id == s.InboxId && i.Name == inbox));
        if (_filter.Reply is ['4' or '5', ..] reply)
        {
            // The worst reply is the highest, so one below what is asked for rules a session out.
            var least = SessionMapping.CodeOf(reply.Replace('x', '0'));
            rows = rows.Where(s => s.WorstReply >= least);
        }

        if (_filter.Lint is not null) rows = rows.Where(s => s.Findings != null);
        return _filter.Outcome switch
        {
            "delivered" => rows.Where(s => s.MessageCount > 0),
            "refused" => rows.Where(s => s.MessageCount == 0 && s.WorstReply >= 400),
            "aborted" => rows.Where(s => s.EndedBy != (int)SessionEnd.Quit),
            _ => rows,
        };
    }

    private bool Matches(LiveSession session) =>
        (_filter.Live is not { } live || live == session.EndedAt is null)
        && session.Id >= _from && session.Id < _to
        && (_filter.Inbox is null || _filter.Inbox == session.Inbox)
        && _filter.Outcome switch
        {
            "delivered" => session.MessageCount > 0,
            "refused" => session.MessageCount == 0 && session.Status.WorstReply >= 400,
            "aborted" => session.EndedBy is { } end && end != SessionEnd.Quit,
            _ => true,
        };

    private bool HasLines(FoundSession session)
    {
        var findings = session.Live is { } live ? live.Findings.Select(StoredFinding.Of) : SessionNotes.Read(session.Row!.Findings).Findings;
        return _conditions.HoldForFindings(findings) && (!_conditions.NeedLines || _conditions.HoldForLines(session.ReadLines(_db)));
    }

    private static DateTimeOffset TimeOf(Moment moment) => moment.Time ?? DateTimeOffset.FromUnixTimeMilliseconds(moment.Id!.Value.ReceivedMs);
}
