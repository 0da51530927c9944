using MailSink.Storage;

namespace MailSink.Messages;

/// <summary>
/// A filter in the store's own terms: names resolved to numbers, points in time to sequence numbers. Made for one state of the store.
/// </summary>
internal sealed record MessageSelection
{
    public required MessageFilter Filter { get; init; }

    /// <summary>Sequence numbers between which messages are looked for, both exclusive.</summary>
    public required long After { get; init; }

    public required long Before { get; init; }

    public long? InboxId { get; init; }
    public long? SessionId { get; init; }

    /// <summary>A name in the filter stands for nothing: no message can match.</summary>
    public bool IsImpossible { get; init; }

    /// <summary>What is asked for is a pattern, which no index answers.</summary>
    public bool HasWildcard => Filter.From?.Contains('*') == true || Filter.To?.Contains('*') == true || Filter.Parameter?.Contains('*') == true;

    /// <summary>The counters by block answer it.</summary>
    public bool IsCounted => Filter with { Inbox = null, Since = null, Before = null, Unread = null } == MessageFilter.All && Filter.Unread != false;

    /// <param name="db">The store.</param>
    /// <param name="filter">What is asked for.</param>
    /// <param name="head">The newest sequence number that is looked at: what comes later is not there yet.</param>
    public static MessageSelection Resolve(SinkContext db, MessageFilter filter, long head)
    {
        var selection = new MessageSelection
        {
            Filter = filter,
            After = filter.Since is not { } since ? 0 : since.Id?.Seq ?? db.FirstSeqAt(since.Time!.Value, head) - 1,
            Before = filter.Before is not { } before ? head + 1 : Math.Min(head + 1, before.Id?.Seq ?? db.FirstSeqAt(before.Time!.Value, head)),
        };
        if (filter.Inbox is { } inbox)
        {
            var id = db.Inboxes.Where(i => i.Name == inbox).Select(i => (long?)i.Id).FirstOrDefault();
            selection = selection with { InboxId = id, IsImpossible = id is null };
        }

        return filter.Session is null ? selection : selection.WithSession(db, filter.Session, head);
    }

    private MessageSelection WithSession(SinkContext db, string session, long head)
    {
        // 0 stands for messages that no session brought.
        if (!Sessions.SessionId.TryParse(session, out var id) || id == 0) return this with { IsImpossible = true };
        var range = db.Sessions.Where(s => s.Id == id && s.EndedUs != null).Select(s => new { s.FirstSeq, s.LastSeq }).FirstOrDefault();
        // One that goes on has no range yet; its mail cannot be older than it is.
        return range is null
            ? this with { SessionId = id, After = Math.Max(After, db.FirstSeqAt(Sessions.SessionId.StartOf(id), head) - 1) }
            : this with { SessionId = id, After = Math.Max(After, range.FirstSeq - 1), Before = Math.Min(Before, range.LastSeq + 1) };
    }
}
