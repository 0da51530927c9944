using System.Diagnostics;

namespace MailSink.Storage.Writer;

/// <summary>
/// Work on stored messages, done in slices between the batches of incoming mail, each in a transaction of its own, so that no
/// client waits longer than one slice for its 250.
/// </summary>
internal abstract class Chore
{
    /// <summary>Works until it is done or the slice's time is up. A slice that fails ends the chore.</summary>
    /// <returns>True when nothing is left to do.</returns>
    public abstract bool Run(StoreFile file, Batch batch, Slice slice);

    /// <summary>A slice is committed: others may hear of it now. On the writer's thread.</summary>
    public virtual void Committed(StoreState state)
    {
    }

    /// <summary>Over; with an error when it could not be finished.</summary>
    public abstract void Complete(Exception? error);
}

/// <summary>How long a chore may go on.</summary>
internal readonly struct Slice(TimeSpan length)
{
    private readonly long _end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);

    public bool IsOver => Stopwatch.GetTimestamp() >= _end;
}

/// <summary>A chore somebody waits for.</summary>
internal abstract class Chore<T> : Chore
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _done.Task;

    protected abstract T Result { get; }

    public override void Complete(Exception? error)
    {
        if (error is null) _done.SetResult(Result);
        else _done.SetException(error);
    }
}

/// <summary>The store cannot write: its disk is full or has failed.</summary>
internal sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
