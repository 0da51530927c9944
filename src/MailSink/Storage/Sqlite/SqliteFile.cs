using SQLitePCL;

namespace MailSink.Storage.Sqlite;

/// <summary>
/// A bare SQLite connection for the paths where a statement must cost microseconds: the writer and the checkpointer. Used by
/// one thread at a time.
/// </summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly List<Statement> _statements = [];

    static SqliteFile() => Batteries_V2.Init();

    private SqliteFile(sqlite3 handle) => Handle = handle;

    internal sqlite3 Handle { get; }

    /// <summary>The SQL of every statement prepared to stay.</summary>
    public IEnumerable<string> Prepared => _statements.Select(s => s.Sql);

    /// <summary>Rows changed by the last statement.</summary>
    public int Changes => raw.sqlite3_changes(Handle);

    /// <summary>Opens for reading and writing, creating the file where it is missing.</summary>
    /// <exception cref="SqliteFailure">The file cannot be opened.</exception>
    public static SqliteFile Open(string path)
    {
        // One thread uses it at a time, so SQLite's own mutex would only cost.
        const int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out var handle, flags, null);
        if (code != raw.SQLITE_OK)
        {
            var message = handle is null ? "cannot open" : raw.sqlite3_errmsg(handle).utf8_to_string();
            handle?.Dispose();
            throw new SqliteFailure(code, message);
        }

        raw.sqlite3_extended_result_codes(handle, 1);
        return new SqliteFile(handle);
    }

    /// <summary>Compiles a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v3(Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle);
        if (code != raw.SQLITE_OK) throw Failure(code);
        var statement = new Statement(this, handle, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs one or more statements without parameters.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(Handle, sql);
        if (code != raw.SQLITE_OK) throw Failure(code);
    }

    /// <summary>First column of the first row as an integer; 0 when there is no row or it is null.</summary>
    public long Scalar(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>First column of the first row as text, or null.</summary>
    public string? Text(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>Compiles a statement the caller disposes.</summary>
    public Statement PrepareOnce(string sql)
    {
        var code = raw.sqlite3_prepare_v2(Handle, sql, out var handle);
        if (code != raw.SQLITE_OK) throw Failure(code);
        return new Statement(this, handle, sql);
    }

    /// <summary>Moves what is committed from the write-ahead log into the file, without waiting for anybody.</summary>
    /// <param name="mode">One of SQLITE_CHECKPOINT_….</param>
    /// <param name="logPages">Pages in the log.</param>
    /// <param name="movedPages">Pages of them that are now in the file.</param>
    /// <returns>False when another checkpoint or a reader stood in the way.</returns>
    public bool Checkpoint(int mode, out int logPages, out int movedPages)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(Handle, "main", mode, out logPages, out movedPages);
        if (code == raw.SQLITE_OK) return true;
        if ((code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED) return false;
        throw Failure(code);
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        Handle.Dispose();
    }

    internal SqliteFailure Failure(int code) => new(code, raw.sqlite3_errmsg(Handle).utf8_to_string());
}
