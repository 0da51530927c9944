using MailSink.Messages;
using MailSink.Storage;
using MailSink.Storage.Transcripts;
using Microsoft.EntityFrameworkCore;

namespace MailSink.Sessions;

/// <summary>Reads sessions as the API and the pages show them: those that go on, from memory, and those that are over, from the store.</summary>
internal sealed class SessionReader(StoreReaders readers, StoreHead head, LiveSessions live)
{
    private const int ShownMessages = 100;

    /// <summary>A page of the sessions a filter selects, live ones among them.</summary>
    public async Task<PageDto<SessionDto>> ListAsync(SessionFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        // Memory first: a session that ends meanwhile is then found in the store as well, and shown once.
        var going = live.NewestFirst();
        using var reader = readers.Open();
        var newest = head.Newest;
        var search = SessionSearch.Resolve(reader.Db, filter);
        var (items, next, total, isExact) = await search.RunAsync(going, page, cancellationToken);
        return new PageDto<SessionDto>([.. items.Select(s => Describe(reader.Db, s))], next, total, isExact, newest.ToString());
    }

    /// <summary>One session; null when there is none of that id.</summary>
    public Task<SessionDto?> GetAsync(string id, CancellationToken cancellationToken) =>
        UseAsync(id, static (db, session) => Describe(db, session), cancellationToken);

    /// <summary>Lines behind a number; null when there is no such session.</summary>
    /// <param name="id">The session.</param>
    /// <param name="after">Number of the last line already known, 0 for none.</param>
    /// <param name="limit">Lines at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<IReadOnlyList<LineDto>?> LinesAsync(string id, int after, int limit, CancellationToken cancellationToken) => UseAsync<IReadOnlyList<LineDto>>(
        id,
        (db, session) => [.. session.ReadLines(db).Where(l => l.Number > after).Take(limit).Select(SessionMapping.Map)],
        cancellationToken);

    /// <summary>The whole transcript; null when there is no such session.</summary>
    public Task<List<TranscriptEntry>?> TranscriptAsync(string id, CancellationToken cancellationToken) =>
        UseAsync(id, static (db, session) => session.ReadLines(db), cancellationToken);

    /// <summary>The lines of the transaction that carried a message; none when it came without SMTP.</summary>
    public async Task<IReadOnlyList<TranscriptEntry>> TransactionAsync(MessageSource message, CancellationToken cancellationToken)
    {
        if (message.SessionId == 0) return [];
        // Memory before the store, as in FoundSession. A session that was deleted left the message its own lines.
        var going = live.TryGet(message.SessionId, out var session) ? session : null;
        var unstored = going?.Transcript.Copy() ?? [];
        using var reader = readers.Open();
        var row = going is null ? await FindStoredAsync(reader.Db, message.SessionId, cancellationToken) : null;
        return SessionLines.OfTransaction(reader.Db, message, going?.LastSeq ?? row?.LastSeq ?? 0, unstored);
    }

    private async Task<T?> UseAsync<T>(string id, Func<SinkContext, FoundSession, T> use, CancellationToken cancellationToken)
        where T : class
    {
        if (!SessionId.TryParse(id, out var number)) return null;
        var going = live.TryGet(number, out var session) ? new FoundSession(session) : null;
        using var reader = readers.Open();
        var found = going ?? await FindStoredAsync(reader.Db, number, cancellationToken);
        return found is null ? null : use(reader.Db, found);
    }

    private static async Task<FoundSession?> FindStoredAsync(SinkContext db, long id, CancellationToken cancellationToken)
    {
        var rows = db.Sessions.Where(s => s.Id == id);
        var found = await rows.WithInbox(db).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new FoundSession(found.Row, found.Inbox);
    }

    private static SessionDto Describe(SinkContext db, FoundSession session)
    {
        IReadOnlyList<string> messages = session.FirstSeq == 0 ? [] : MessagesOf(db, session);
        return session.Live is { } going ? SessionMapping.Map(going, messages) : SessionMapping.Map(session.Row!, session.Inbox, messages);
    }

    private static List<string> MessagesOf(SinkContext db, FoundSession session)
    {
        var (id, first, last) = (session.Id, session.FirstSeq, session.LastSeq);
        return [.. db.Messages
            .Where(m => m.Seq >= first && m.Seq <= last && m.SessionId == id && m.DeletedUs == null)
            .OrderBy(m => m.Seq)
            .Take(ShownMessages)
            .Select(m => new { m.Seq, m.ReceivedUs })
            .AsEnumerable()
            .Select(m => MessageReader.IdOf(m.Seq, m.ReceivedUs).ToString())];
    }
}
