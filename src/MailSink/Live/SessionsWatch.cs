using System.Runtime.CompilerServices;
using MailSink.Events;
using MailSink.Messages;
using MailSink.Sessions;

namespace MailSink.Live;

/// <summary>Watches all sessions for one client.</summary>
internal sealed class SessionsWatch(EventBus bus, SessionReader sessions, LiveSessions live, TimeProvider time)
{
    /// <summary>Sessions in one update; who asks for more reads the list.</summary>
    public const int Most = 50;

    /// <summary>Live sessions whose progress is told once a second.</summary>
    private const int MostLive = 20;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    public async IAsyncEnumerable<SessionsUpdate> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = bus.Subscribe();
        await foreach (var batch in subscription.BatchesAsync(s_pause, time, cancellationToken))
        {
            var ids = Touched(batch);
            if (ids.Count > 0) yield return await UpdateAsync(ids, cancellationToken);
        }
    }

    private SortedSet<long> Touched(IReadOnlyList<SinkEvent> batch)
    {
        var ids = new SortedSet<long>();
        foreach (var happened in batch)
        {
            if (happened is SessionStarted started) ids.Add(started.SessionId);
            else if (happened is SessionEnded ended) ids.Add(ended.SessionId);
            else if (happened is StatsTick or Gap) ids.UnionWith(live.NewestFirst().Take(MostLive).Select(session => session.Id));
        }

        while (ids.Count > Most) ids.Remove(ids.Min);
        return ids;
    }

    private async Task<SessionsUpdate> UpdateAsync(SortedSet<long> ids, CancellationToken cancellationToken)
    {
        var found = new List<SessionDto>(ids.Count);
        var gone = new List<string>();
        foreach (var id in ids.Select(SessionId.Format))
        {
            if (await sessions.GetAsync(id, cancellationToken) is { } session) found.Add(session);
            else gone.Add(id);
        }

        var all = await sessions.ListAsync(SessionFilter.All, new PageRequest(1), cancellationToken);
        return new SessionsUpdate(found, gone, all.Total);
    }
}
