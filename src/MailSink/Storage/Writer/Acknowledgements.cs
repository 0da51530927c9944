using System.Buffers;

namespace MailSink.Storage.Writer;

/// <summary>
/// Lets the clients of one transaction have their replies, on threads of the pool. At most one work item for each processor,
/// all sharing one list: an item for each message costs more than the reply it sends.
/// </summary>
internal sealed class Acknowledgements : IThreadPoolWorkItem
{
    private const int FewestForAnItem = 8;

    private readonly WriteJob[] _jobs;
    private readonly int _count;
    private int _next = -1;
    private int _items;

    private Acknowledgements(WriteJob[] jobs, int count) => (_jobs, _count) = (jobs, count);

    /// <summary>Hands over those jobs that somebody waits for. The list may be reused when this returns.</summary>
    public static void Release(List<WriteJob> jobs)
    {
        var waiting = ArrayPool<WriteJob>.Shared.Rent(jobs.Count);
        var count = 0;
        foreach (var job in jobs)
            if (job.IsAwaited) waiting[count++] = job;
        if (count == 0) ArrayPool<WriteJob>.Shared.Return(waiting);
        else new Acknowledgements(waiting, count).Queue();
    }

    public void Execute()
    {
        for (var i = Interlocked.Increment(ref _next); i < _count; i = Interlocked.Increment(ref _next)) _jobs[i].Acknowledge();
        if (Interlocked.Decrement(ref _items) > 0) return;
        _jobs.AsSpan(0, _count).Clear();
        ArrayPool<WriteJob>.Shared.Return(_jobs);
    }

    private void Queue()
    {
        var items = Math.Clamp(_count / FewestForAnItem, 1, Environment.ProcessorCount);
        _items = items;
        for (var i = 0; i < items; i++) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
