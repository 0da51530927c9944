using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Writer;

/// <summary>The writer's connection to <c>mailsink.db</c> and its prepared statements, grouped by what they are for.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly Statement _begin;
    private readonly Statement _commit;

    private StoreFile(SqliteFile sqlite)
    {
        Sqlite = sqlite;
        _begin = sqlite.Prepare("BEGIN IMMEDIATE");
        _commit = sqlite.Prepare("COMMIT");
        Ingest = new IngestStatements(sqlite);
        Edit = new EditStatements(sqlite);
        Purge = new PurgeStatements(sqlite);
        Handover = new HandoverStatements(sqlite);
    }

    public SqliteFile Sqlite { get; }
    public IngestStatements Ingest { get; }
    public EditStatements Edit { get; }
    public PurgeStatements Purge { get; }
    public HandoverStatements Handover { get; }

    /// <exception cref="SqliteFailure">The file cannot be opened or is damaged.</exception>
    public static StoreFile Open(string path)
    {
        var sqlite = SqliteFile.Open(path);
        try
        {
            // FULL: a commit returns only when the log is on stable storage, so that a 250 can be a promise. Checkpoints are made
            // by a connection of their own, so that no commit waits for one.
            sqlite.Execute("""
                PRAGMA busy_timeout = 5000;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA cache_size = -16384;
                PRAGMA temp_store = MEMORY;
                """);
            return new StoreFile(sqlite);
        }
        catch
        {
            sqlite.Dispose();
            throw;
        }
    }

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    /// <summary>Undoes the open transaction, if there still is one: some errors have undone it already.</summary>
    public void Rollback()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(Sqlite.Handle) == 0) Sqlite.Execute("ROLLBACK");
    }

    /// <summary>Adds a batch's counters to table <c>block</c>.</summary>
    public void Write(Batch batch)
    {
        foreach (var (key, delta) in batch.Blocks)
        {
            Ingest.Block.Bind(1, key.InboxId).Bind(2, key.Block).Bind(3, delta.Live).Bind(4, delta.Unread).Bind(5, delta.Octets).Run();
        }
    }

    public void Dispose() => Sqlite.Dispose();
}
