using MailSink.Storage;
using MailSink.Storage.Rows;

namespace MailSink.Sessions;

/// <summary>A stored session and the name of its inbox.</summary>
internal sealed record SessionWithInbox(SessionRow Row, string Inbox);

internal static class SessionQueries
{
    public static IQueryable<SessionWithInbox> WithInbox(this IQueryable<SessionRow> sessions, SinkContext db) =>
        from s in sessions
        join i in db.Inboxes on s.InboxId equals i.Id into inboxes
        from i in inboxes.DefaultIfEmpty()
        select new SessionWithInbox(s, i.Name ?? "");
}
