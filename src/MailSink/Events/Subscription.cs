using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MailSink.Events;

/// <summary>One listener's end of the <see cref="EventBus"/>.</summary>
internal sealed class Subscription : IDisposable
{
    private readonly EventBus _bus;
    private readonly Channel<SinkEvent> _channel;
    private readonly ConcurrentDictionary<long, bool> _watches = [];
    private readonly Lock _gap = new();
    private long _missed;
    private bool _disposed;

    internal Subscription(EventBus bus, int capacity)
    {
        _bus = bus;
        _channel = Channel.CreateBounded<SinkEvent>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>Asks for the lines of a session, as they come.</summary>
    public void Watch(long sessionId)
    {
        if (_watches.TryAdd(sessionId, true)) _bus.CountWatcher(sessionId, +1);
    }

    public void Unwatch(long sessionId)
    {
        if (_watches.TryRemove(sessionId, out _)) _bus.CountWatcher(sessionId, -1);
    }

    /// <summary>Events in order; a <see cref="Gap"/> stands where some were lost. Read by one caller at a time.</summary>
    public async IAsyncEnumerable<SinkEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await _channel.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_channel.Reader.TryRead(out var happened)) yield return happened;
            // Losses come after everything the full channel still held.
            if (TakeMissed() is > 0 and var missed) yield return new Gap(missed) { Sequence = _bus.Sequence };
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        _bus.Remove(this);
        foreach (var sessionId in _watches.Keys) Unwatch(sessionId);
        _channel.Writer.TryComplete();
    }

    internal void Offer(SinkEvent happened)
    {
        if (happened is SessionLine line && !_watches.ContainsKey(line.SessionId)) return;
        // Once something was lost nothing more is queued until the reader has been told, so that the gap stands where it happened.
        lock (_gap)
        {
            if (_missed > 0 || !_channel.Writer.TryWrite(happened)) _missed++;
        }
    }

    private long TakeMissed()
    {
        lock (_gap)
        {
            var missed = _missed;
            _missed = 0;
            return missed;
        }
    }
}
