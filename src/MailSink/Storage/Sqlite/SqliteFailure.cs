using SQLitePCL;

namespace MailSink.Storage.Sqlite;

/// <summary>SQLite refused a statement.</summary>
internal sealed class SqliteFailure(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>No room on the disk or in the allowed size; the transaction was or can be rolled back and nothing is damaged.</summary>
    public bool IsFull => (Code & 0xff) == raw.SQLITE_FULL;

    /// <summary>
    /// The file can no longer be trusted to hold what was written: reading, writing or fsync failed, or it is damaged.
    /// </summary>
    public bool IsBroken => (Code & 0xff) is raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_CANTOPEN
        or raw.SQLITE_READONLY or raw.SQLITE_PROTOCOL;
}
