using MailSink.Inboxes;
using MailSink.Messages;
using MailSink.Sessions;

namespace MailSink.Live;

/// <summary>What changed in an inbox.</summary>
/// <param name="Seq">Position in the stream of all events.</param>
/// <param name="Total">Messages in what is watched.</param>
/// <param name="Unread">Unread messages in all inboxes.</param>
/// <param name="LiveSessions">Connections open now.</param>
/// <param name="Rate">Messages of the last second in what is watched.</param>
/// <param name="Arrived">Messages since the update before.</param>
/// <param name="Head">The newest of them, at most 50, newest first; only the newest under flood.</param>
/// <param name="Deleted">Ids that are gone.</param>
/// <param name="Inboxes">Counters of the first inboxes.</param>
internal sealed record InboxUpdate(
    long Seq, long Total, long Unread, int LiveSessions, int Rate, long Arrived, IReadOnlyList<MessageSummary> Head,
    IReadOnlyList<string> Deleted, IReadOnlyList<InboxDto> Inboxes);

/// <param name="Sessions">As they stand now, oldest first.</param>
/// <param name="Gone">Ids of those that left nothing behind.</param>
/// <param name="Total">Sessions in all.</param>
internal sealed record SessionsUpdate(IReadOnlyList<SessionDto> Sessions, IReadOnlyList<string> Gone, long Total);

/// <param name="Lines">New lines in order.</param>
/// <param name="Session">The session as it stands now, when that is worth telling.</param>
/// <param name="Missed">Events that this client was too slow for; it finds the lines by their numbers.</param>
internal sealed record SessionUpdate(IReadOnlyList<LineDto> Lines, SessionDto? Session, long Missed);
