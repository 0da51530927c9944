using System.Diagnostics;
using MailSink.Events;
using MailSink.Smtp;
using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Writer;

/// <summary>
/// The one thread that writes <c>mailsink.db</c>. It takes whatever waits, commits it in one transaction, then tells the readers,
/// then lets the acknowledgements go: the more clients wait, the more of them share one fsync, and no timer holds anybody up.
/// </summary>
internal sealed class StoreWriter(DataFolder folder, StoreState state, StoreHead head, EventBus bus, TimeProvider time, ILogger<StoreWriter> logger)
    : IDisposable
{
    private static readonly TimeSpan SliceLength = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly WriteQueue _queue = new();
    private readonly List<WriteJob> _taken = [];
    private readonly List<CommitStatus> _outcomes = [];
    private readonly Batch _batch = new();
    private StoreFile? _file;
    private Checkpointer? _checkpointer;
    private Thread? _thread;
    private long _failedAt;
    private volatile bool _isWritable = true;

    /// <summary>False after a write or fsync has failed, until the file was opened again and a trial commit succeeded.</summary>
    public bool IsWritable => _isWritable;

    /// <summary>What the writer knows of the store.</summary>
    public StoreState State => state;

    /// <summary>Jobs that wait.</summary>
    public int QueueLength => _queue.Count;

    /// <summary>Opens the file and starts the thread.</summary>
    public void Start()
    {
        Open();
        _thread = new Thread(Run) { Name = "store writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Queues a job for the next transaction.</summary>
    /// <returns>False when the writer has stopped: the job is not taken.</returns>
    public bool Enqueue(WriteJob job) => _queue.Add(job);

    /// <summary>Queues a chore behind those that wait.</summary>
    public void Enqueue(Chore chore)
    {
        if (!_queue.Add(chore)) chore.Complete(new StoreUnavailableException("The store is closed."));
    }

    /// <summary>Queues a chore and waits until it is done.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot write.</exception>
    public Task<T> RunAsync<T>(Chore<T> chore)
    {
        Enqueue(chore);
        return chore.Task;
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public void Dispose()
    {
        _queue.Stop();
        _thread?.Join();
        _thread = null;
        Close();
    }

    private void Run()
    {
        while (_queue.Take(_taken, out var chore))
        {
            if (_taken.Count > 0) CommitJobs();
            if (chore is not null) RunSlice(chore);
            _checkpointer?.AfterCommit();
        }
    }

    private void CommitJobs()
    {
        if (!EnsureOpen())
        {
            Release(_taken, CommitStatus.StorageFailed);
            return;
        }

        try
        {
            Commit(_taken);
        }
        catch (SqliteFailure e) when (e.IsBroken)
        {
            Break(e);
            Release(_taken, CommitStatus.StorageFailed);
            return;
        }
        catch (Exception e)
        {
            // One that is too large for the disk or cannot be written must not take the others with it.
            if (_taken.Count > 1) WriterLog.BatchRolledBack(logger, _taken.Count, e.Message);
            Rollback();
            CommitOneByOne();
            return;
        }

        Finish(_taken);
    }

    private void CommitOneByOne()
    {
        var single = new List<WriteJob>(1) { null! };
        foreach (var job in _taken)
        {
            single[0] = job;
            if (!EnsureOpen())
            {
                Release(single, CommitStatus.StorageFailed);
                continue;
            }

            try
            {
                Commit(single);
            }
            catch (Exception e)
            {
                Release(single, Refuse(e));
                continue;
            }

            Finish(single);
        }
    }

    private CommitStatus Refuse(Exception e)
    {
        if (e is SqliteFailure { IsBroken: true }) Break(e);
        else Rollback();
        if (e is SqliteFailure { IsFull: true })
        {
            WriterLog.StorageFull(logger, e.Message);
            return CommitStatus.StorageFull;
        }

        WriterLog.JobFailed(logger, e);
        return CommitStatus.StorageFailed;
    }

    private void Commit(List<WriteJob> jobs)
    {
        var file = _file!;
        BeginBatch();
        file.Begin();
        _outcomes.Clear();
        foreach (var job in jobs) _outcomes.Add(job.Write(file, _batch));
        file.Write(_batch);
        file.Commit();
    }

    // Readers first, then those who wait for their 250: a client that has it finds its message.
    private void Finish(List<WriteJob> jobs)
    {
        Publish();
        for (var i = 0; i < jobs.Count; i++) jobs[i].Complete(_outcomes[i]);
        Acknowledgements.Release(jobs);
    }

    private void RunSlice(Chore chore)
    {
        if (!EnsureOpen())
        {
            chore.Complete(new StoreUnavailableException("The store's disk has failed."));
            return;
        }

        bool done;
        try
        {
            var file = _file!;
            BeginBatch();
            file.Begin();
            done = chore.Run(file, _batch, new Slice(SliceLength));
            file.Write(_batch);
            file.Commit();
        }
        catch (Exception e)
        {
            if (e is SqliteFailure { IsBroken: true }) Break(e);
            else Rollback();
            WriterLog.ChoreFailed(logger, chore.GetType().Name, e);
            chore.Complete(new StoreUnavailableException("The store could not write.", e));
            return;
        }

        Publish();
        chore.Committed(state);
        if (done) chore.Complete(null);
        else Enqueue(chore);
    }

    private void Rollback()
    {
        _file!.Rollback();
        // It may have been moved past rows whose deletion is undone now.
        state.OldestCursor = 0;
    }

    private void BeginBatch() =>
        _batch.Begin(Math.Max(time.GetUtcNow().ToUnixMicroseconds(), state.ReceivedUs), state.Seq, bus.HasSubscribers);

    private void Publish()
    {
        var before = state.Seq;
        state.Apply(_batch);
        if (state.Seq > before) head.Advance(new MessageId(state.ReceivedUs / 1000, state.Seq));
        if (_batch.Stored is { Count: > 0 } stored) bus.Publish(new MessagesStored(stored));
    }

    private static void Release(List<WriteJob> jobs, CommitStatus status)
    {
        foreach (var job in jobs) job.Complete(status);
        Acknowledgements.Release(jobs);
    }

    private void Open()
    {
        _file = StoreFile.Open(folder.MailDatabase);
        state.Load(_file.Sqlite);
        _checkpointer = new Checkpointer(folder.MailDatabase, _file.Sqlite, logger);
        head.Advance(new MessageId(state.ReceivedUs / 1000, state.Seq));
    }

    private void Close()
    {
        _checkpointer?.Dispose();
        _file?.Dispose();
        _checkpointer = null;
        _file = null;
    }

    // After a failed fsync the kernel may have dropped the pages and report success the next time: what was not confirmed is
    // never assumed to be there, and nothing is confirmed before the file has been read again.
    private void Break(Exception e)
    {
        WriterLog.StoreFailed(logger, e);
        _isWritable = false;
        _failedAt = Stopwatch.GetTimestamp();
        Close();
    }

    private bool EnsureOpen()
    {
        if (_file is not null) return true;
        if (Stopwatch.GetElapsedTime(_failedAt) < RetryAfter) return false;
        try
        {
            Open();
            _file!.Begin();
            _file.Purge.Meta.BindText(1, "checked").Bind(2, time.GetUtcNow().ToUnixMicroseconds()).Run();
            _file.Commit();
            _isWritable = true;
            WriterLog.StoreReopened(logger);
            return true;
        }
        catch (SqliteFailure e)
        {
            Break(e);
            return false;
        }
    }
}
