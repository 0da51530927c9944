using MailSink.Pages.Localization;
using Microsoft.AspNetCore.SignalR;

namespace MailSink.Live;

/// <summary>
/// <c>/hubs/live</c>: what happens, as streams. Each stream is pulled at the speed of its client; what a slow client misses is
/// counted, and it reads the store again. The guards refuse foreign origins here as everywhere.
/// </summary>
internal sealed class LiveHub(InboxWatch inboxes, SessionsWatch sessions, SessionWatch session) : Hub
{
    /// <summary>Counters and newest messages, of one inbox or of all; at most ten updates a second.</summary>
    public IAsyncEnumerable<InboxUpdate> WatchInbox(string? inbox, CancellationToken cancellationToken) =>
        inboxes.RunAsync(inbox, cancellationToken);

    /// <summary>Sessions that began, went on or ended; at most five updates a second.</summary>
    public IAsyncEnumerable<SessionsUpdate> WatchSessions(CancellationToken cancellationToken) =>
        sessions.RunAsync(cancellationToken);

    /// <summary>The lines of one session behind number <paramref name="after"/>, each at the moment it passes; ends with the session.</summary>
    public IAsyncEnumerable<SessionUpdate> WatchSession(string id, int after, CancellationToken cancellationToken) =>
        session.RunAsync(id, after, Context.GetHttpContext() is { } caller ? Languages.Of(caller.Request) : Languages.English, cancellationToken);
}
