namespace MailSink.Storage.Writer;

/// <summary>What waits for the writer: jobs, which go before, and chores, of which one has its turn between two transactions.</summary>
internal sealed class WriteQueue
{
    private const int LargestBatch = 512;
    private const int LargestBatchOctets = 8 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Queue<WriteJob> _jobs = new();
    private readonly Queue<Chore> _chores = new();
    private bool _stopping;

    /// <summary>Jobs that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _jobs.Count;
        }
    }

    /// <returns>False when the writer has stopped: the job is not taken.</returns>
    public bool Add(WriteJob job)
    {
        lock (_gate)
        {
            if (_stopping) return false;
            _jobs.Enqueue(job);
            if (_jobs.Count == 1) Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <returns>False when the writer has stopped: the chore is not taken.</returns>
    public bool Add(Chore chore)
    {
        lock (_gate)
        {
            if (_stopping) return false;
            _chores.Enqueue(chore);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes no more; what waits is still handed out, chores excepted.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for work and takes what waits, up to a batch, and a chore.</summary>
    /// <returns>False when nothing is left and nothing will come.</returns>
    public bool Take(List<WriteJob> jobs, out Chore? chore)
    {
        jobs.Clear();
        chore = null;
        lock (_gate)
        {
            while (_jobs.Count == 0 && _chores.Count == 0 && !_stopping) Monitor.Wait(_gate);
            for (var octets = 0; jobs.Count < LargestBatch && octets < LargestBatchOctets && _jobs.TryDequeue(out var job);)
            {
                jobs.Add(job);
                octets += job.Octets;
            }

            if (_stopping)
                while (_chores.TryDequeue(out var rest)) rest.Complete(new StoreUnavailableException("The store is closing."));
            else
                _chores.TryDequeue(out chore);
            return jobs.Count > 0 || chore is not null;
        }
    }
}
