namespace MailSink.Storage;

/// <summary>The newest stored message. Whoever needs to see new messages (projectors, waiting requests) waits here.</summary>
internal sealed class StoreHead
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _moved;
    private MessageId _newest;

    /// <summary>Identifier of the newest message ever stored, also when it has been deleted since; seq 0 when there was none.</summary>
    public MessageId Newest
    {
        get
        {
            lock (_gate) return _newest;
        }
    }

    /// <summary>Waits until a message behind <paramref name="seq"/> is stored.</summary>
    /// <returns>The head then.</returns>
    public async ValueTask<MessageId> WaitBeyondAsync(long seq, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_newest.Seq > seq) return _newest;
                _moved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Called by the writer after a commit, before the clients hear of it.</summary>
    internal void Advance(MessageId newest)
    {
        TaskCompletionSource? moved;
        lock (_gate)
        {
            _newest = newest;
            (moved, _moved) = (_moved, null);
        }

        moved?.SetResult();
    }
}
