namespace MailSink.Storage.Ingest;

/// <summary>
/// The memory that messages on their way into the store may hold together. Who finds it used up waits, in order; while a session
/// waits its socket is not read, so that the client is slowed down instead of the server growing.
/// </summary>
internal sealed class MemoryBudget(long limit)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiters = [];
    private long _used;

    /// <summary>Octets held now.</summary>
    public long Used
    {
        get
        {
            lock (_gate) return _used;
        }
    }

    /// <summary>Takes room if it is there and nobody waits.</summary>
    public bool TryTake(int octets)
    {
        lock (_gate)
        {
            if (_waiters.Count > 0 || _used + octets > limit) return false;
            _used += octets;
            return true;
        }
    }

    /// <summary>Takes room, waiting for it.</summary>
    public ValueTask TakeAsync(int octets, CancellationToken cancellationToken) =>
        TryTake(octets) ? default : new ValueTask(WaitAsync(octets, cancellationToken));

    /// <summary>Gives room back.</summary>
    public void Return(int octets)
    {
        lock (_gate)
        {
            _used -= octets;
            while (_waiters.First is { } first && _used + first.Value.Octets <= limit)
            {
                _waiters.RemoveFirst();
                _used += first.Value.Octets;
                first.Value.Granted.SetResult();
            }
        }
    }

    private async Task WaitAsync(int octets, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(octets);
        LinkedListNode<Waiter> node;
        lock (_gate) node = _waiters.AddLast(waiter);
        // Room may have come between the try and the queueing.
        Return(0);
        using (cancellationToken.Register(() => GiveUp(node, cancellationToken)))
            await waiter.Granted.Task;
    }

    private void GiveUp(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (node.List is null) return;
            _waiters.Remove(node);
        }

        node.Value.Granted.SetCanceled(cancellationToken);
    }

    private sealed record Waiter(int Octets)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
