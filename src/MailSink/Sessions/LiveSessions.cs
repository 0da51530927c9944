using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MailSink.Checks.History;
using MailSink.Events;
using MailSink.Messages;
using MailSink.Rules;
using MailSink.Smtp;
using MailSink.Storage.Ingest;

namespace MailSink.Sessions;

/// <summary>The sessions that are going on, and the engine's way into the store.</summary>
internal sealed class LiveSessions(
    IngestPath path, MailboxDirectory directory, MagicRecipients magic, RecentRefusals refusals, EventBus bus, TimeProvider time, IHeldMail? queue = null) : ISmtpHost
{
    private readonly ConcurrentDictionary<long, LiveSession> _sessions = [];
    private readonly SessionId _ids = new();
    private long _connections;
    private long _silent;
    private long _messages;
    private long _octets;

    /// <summary>The mail held for other hosts, or null where none is.</summary>
    public IHeldMail? Queue => queue;

    public IngestPath Path => path;
    public MailboxDirectory Directory => directory;
    public EventBus Bus => bus;
    public MagicRecipients Magic => magic;
    public RecentRefusals Refusals => refusals;
    public TimeProvider Time => time;

    /// <summary>Sessions that are here, ended ones whose row is not written yet included.</summary>
    public int Count => _sessions.Count;

    /// <summary>Connections since the start.</summary>
    public long Connections => Volatile.Read(ref _connections);

    /// <summary>Connections since the start that sent nothing: counted, not stored.</summary>
    public long Silent => Volatile.Read(ref _silent);

    /// <summary>Messages stored since the start.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Octets of their content.</summary>
    public long Octets => Volatile.Read(ref _octets);

    public ISessionHost Open(SessionStatus status)
    {
        Interlocked.Increment(ref _connections);
        var session = new LiveSession(this, _ids.Next(status.StartedAt), status);
        _sessions[session.Id] = session;
        if (bus.HasSubscribers) bus.Publish(new SessionStarted(session.Id, status));
        return session;
    }

    /// <summary>A session that is going on, by its number.</summary>
    public bool TryGet(long id, [NotNullWhen(true)] out LiveSession? session) => _sessions.TryGetValue(id, out session);

    /// <summary>All that are going on, newest first.</summary>
    public IReadOnlyList<LiveSession> NewestFirst() => [.. _sessions.Values.OrderByDescending(s => s.Id)];

    /// <summary>Once a second: brings the stored rows of long sessions up to date and tells the counters.</summary>
    public void Tick()
    {
        var oldEnough = SessionId.FirstAt(Storage.UnixTime.ToUnixMicroseconds(time.GetUtcNow()) - 1_000_000);
        foreach (var (id, session) in _sessions)
        {
            if (id < oldEnough) session.Refresh();
        }

        if (bus.HasSubscribers) bus.Publish(new StatsTick(_sessions.Count, Messages, Octets));
    }

    internal void Ended(LiveSession session)
    {
        if (!session.Spoke) Interlocked.Increment(ref _silent);
        if (bus.HasSubscribers) bus.Publish(new SessionEnded(session.Id, session.Status, session.EndedBy!.Value));
    }

    internal void Forget(LiveSession session)
    {
        _sessions.TryRemove(session.Id, out _);
        session.Transcript.Release();
    }

    internal void CountMessage(long octets)
    {
        // The writer's thread alone counts.
        Volatile.Write(ref _messages, _messages + 1);
        Volatile.Write(ref _octets, _octets + octets);
    }
}
