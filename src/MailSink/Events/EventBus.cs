using System.Collections.Concurrent;

namespace MailSink.Events;

/// <summary>
/// Hands events to whoever listens, through a bounded channel each. Publishing never waits: a subscriber that is behind loses
/// events and is told how many. While nobody listens publishing costs a read of one field.
/// </summary>
internal sealed class EventBus
{
    /// <summary>Events a subscriber may be behind.</summary>
    public const int Capacity = 1024;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<long, int> _watched = [];
    private volatile Subscription[] _subscriptions = [];
    private long _sequence;

    /// <summary>Somebody listens; else an event need not even be made.</summary>
    public bool HasSubscribers => _subscriptions.Length > 0;

    /// <summary>Sequence number of the newest event.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>Starts to listen; dispose to stop.</summary>
    public Subscription Subscribe(int capacity = Capacity)
    {
        var subscription = new Subscription(this, capacity);
        lock (_gate) _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    /// <summary>Somebody watches the lines of this session.</summary>
    public bool IsWatched(long sessionId) => HasSubscribers && !_watched.IsEmpty && _watched.ContainsKey(sessionId);

    /// <summary>Gives the event its number and hands it on.</summary>
    public void Publish(SinkEvent happened)
    {
        if (!HasSubscribers) return;
        // Numbers and channels must agree on the order, hence one lock; a bounded channel that drops never blocks inside it.
        lock (_gate)
        {
            happened.Sequence = ++_sequence;
            foreach (var subscription in _subscriptions) subscription.Offer(happened);
        }
    }

    internal void Remove(Subscription subscription)
    {
        lock (_gate) _subscriptions = [.. _subscriptions.Where(s => s != subscription)];
    }

    internal void CountWatcher(long sessionId, int change)
    {
        lock (_gate)
        {
            var count = _watched.GetValueOrDefault(sessionId) + change;
            if (count > 0) _watched[sessionId] = count;
            else _watched.TryRemove(sessionId, out _);
        }
    }
}
