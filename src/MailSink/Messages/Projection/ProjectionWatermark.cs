namespace MailSink.Messages.Projection;

/// <summary>How far the projector has come. Whoever reads what it makes waits here for what was stored before.</summary>
internal sealed class ProjectionWatermark(TimeProvider time)
{
    /// <summary>How long a request waits before it is told to come again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private TaskCompletionSource? _moved;
    private TaskCompletionSource? _wanted;
    private long _seq;

    /// <summary>The last sequence number whose projection can be read.</summary>
    public long Seq
    {
        get
        {
            lock (_gate) return _seq;
        }
    }

    /// <summary>Waits until the projector has passed a sequence number, for <see cref="Patience"/> at most.</summary>
    /// <exception cref="ProjectionBehindException">It has not.</exception>
    public async ValueTask WaitForAsync(long seq, CancellationToken cancellationToken)
    {
        if (Seq >= seq) return;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            while (Next(seq) is { } moved) await moved.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ProjectionBehindException(seq - Seq);
        }
    }

    /// <summary>Waits until somebody waits in <see cref="WaitForAsync"/>, or until the time is over.</summary>
    internal async Task WaitUntilWantedAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        Task wanted;
        lock (_gate)
        {
            if (_moved is not null) return;
            _wanted ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            wanted = _wanted.Task;
        }

        await wanted.WaitAsync(longest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    internal void Advance(long seq)
    {
        TaskCompletionSource? moved;
        lock (_gate)
        {
            _seq = seq;
            (moved, _moved) = (_moved, null);
        }

        moved?.SetResult();
    }

    private Task? Next(long seq)
    {
        lock (_gate)
        {
            if (_seq >= seq) return null;
            _moved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted?.TrySetResult();
            _wanted = null;
            return _moved.Task;
        }
    }
}

/// <summary>Messages have been stored that the projector has not read yet, although it was given time.</summary>
/// <param name="behind">How many sequence numbers it is behind.</param>
internal sealed class ProjectionBehindException(long behind)
    : Exception($"Parsing is {behind} messages behind what is stored; ask again in a moment.");
