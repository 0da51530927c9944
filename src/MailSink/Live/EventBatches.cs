using System.Runtime.CompilerServices;
using MailSink.Events;

namespace MailSink.Live;

/// <summary>Gathers events, so that a browser is told a few times a second and not a few thousand times.</summary>
internal static class EventBatches
{
    /// <summary>Events of one batch: enough that a flood is folded, few enough that memory is not.</summary>
    private const int MostEvents = 4096;

    /// <summary>
    /// The first event comes at once; what follows is gathered until <paramref name="pause"/> has passed since the batch before.
    /// While the caller is busy nothing is read, and the subscription itself counts what it drops.
    /// </summary>
    public static async IAsyncEnumerable<IReadOnlyList<SinkEvent>> BatchesAsync(
        this Subscription subscription, TimeSpan pause, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = subscription.ReadAllAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = events.MoveNextAsync().AsTask();
        var last = time.GetTimestamp() - (long)(pause.TotalSeconds * time.TimestampFrequency);
        try
        {
            while (await next)
            {
                var batch = new List<SinkEvent> { events.Current };
                next = events.MoveNextAsync().AsTask();
                while (batch.Count < MostEvents && await IsReadyAsync(next, pause - time.GetElapsedTime(last), time, cancellationToken) && await next)
                {
                    batch.Add(events.Current);
                    next = events.MoveNextAsync().AsTask();
                }

                last = time.GetTimestamp();
                yield return batch;
            }
        }
        finally
        {
            // An enumerator may not be disposed while it moves.
            await stop.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await events.DisposeAsync();
        }
    }

    private static async ValueTask<bool> IsReadyAsync(Task next, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        if (next.IsCompleted || wait <= TimeSpan.Zero) return next.IsCompleted;
        await Task.WhenAny(next, Task.Delay(wait, time, cancellationToken));
        return next.IsCompleted;
    }
}
