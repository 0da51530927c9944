using MailSink.Storage.Sqlite;
using SQLitePCL;

namespace MailSink.Storage.Writer;

/// <summary>
/// Moves the write-ahead log into the file on a connection of its own, so that commits go on meanwhile. A log that grows all the
/// same is moved by the writer itself: while it stands still the log can start over.
/// </summary>
internal sealed class Checkpointer(string path, SqliteFile writer, ILogger logger) : IDisposable
{
    private const long StartOctets = 16L * 1024 * 1024;
    private const long ForceOctets = 64L * 1024 * 1024;
    private const int PageSize = 16384;

    private readonly SqliteFile _own = Open(path);
    private Task _running = Task.CompletedTask;
    private long _sinceMove;
    private long _log;

    /// <summary>Called by the writer after each commit.</summary>
    public void AfterCommit()
    {
        raw.sqlite3_db_status(writer.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        _sinceMove += (long)pages * PageSize;
        if (_sinceMove < StartOctets || !_running.IsCompleted && _sinceMove < ForceOctets) return;
        _running.Wait();
        // Under a steady load the log never is wholly moved while commits go on, and so never starts over.
        if (Volatile.Read(ref _log) + _sinceMove >= ForceOctets) Move(writer);
        else _running = Task.Run(() => Move(_own));
        _sinceMove = 0;
    }

    public void Dispose()
    {
        _running.Wait();
        _own.Dispose();
    }

    private static SqliteFile Open(string path)
    {
        var file = SqliteFile.Open(path);
        file.Execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;");
        return file;
    }

    private void Move(SqliteFile file)
    {
        try
        {
            if (!file.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE, out var pages, out var moved)) return;
            var startsOver = file == writer && moved == pages;
            Volatile.Write(ref _log, startsOver ? 0 : (long)pages * PageSize);
        }
        catch (SqliteFailure e)
        {
            // Nothing is lost: what is committed stands in the log. If the disk is at fault the next commit will say so.
            WriterLog.CheckpointFailed(logger, e);
        }
    }
}
