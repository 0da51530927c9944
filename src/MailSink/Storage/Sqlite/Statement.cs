using System.Text;
using SQLitePCL;

namespace MailSink.Storage.Sqlite;

/// <summary>A compiled statement: bind, then <see cref="Run"/>, or <see cref="Step"/> through its rows and <see cref="Reset"/>.</summary>
internal sealed class Statement : IDisposable
{
    private static readonly byte[] Empty = [0];

    private readonly SqliteFile _file;
    private readonly sqlite3_stmt _handle;

    internal Statement(SqliteFile file, sqlite3_stmt handle, string sql)
    {
        _file = file;
        _handle = handle;
        Sql = sql;
    }

    public string Sql { get; }

    /// <param name="index">From 1.</param>
    public Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_handle, index, value));
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    public Statement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_handle, index));
        return this;
    }

    /// <summary>Binds text that is already UTF-8.</summary>
    public Statement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        // A span of no octets may have no address, which SQLite would take for NULL.
        Check(raw.sqlite3_bind_text(_handle, index, utf8.IsEmpty ? Empty.AsSpan(0, 0) : utf8));
        return this;
    }

    public Statement BindText(int index, string? text)
    {
        if (text is null) return BindNull(index);
        Span<byte> buffer = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, buffer, out var written)
            ? BindText(index, buffer[..written])
            : BindText(index, Encoding.UTF8.GetBytes(text));
    }

    public Statement BindBlob(int index, ReadOnlySpan<byte> data)
    {
        Check(data.IsEmpty ? raw.sqlite3_bind_zeroblob(_handle, index, 0) : raw.sqlite3_bind_blob(_handle, index, data));
        return this;
    }

    /// <summary>Runs a statement whose rows, if any, are of no interest, and makes it ready for the next binding.</summary>
    public void Run()
    {
        try
        {
            while (Step()) { }
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_handle);
        return code switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw _file.Failure(code),
        };
    }

    /// <summary>Ends a walk through rows. Bindings are kept until they are bound anew.</summary>
    public void Reset() => raw.sqlite3_reset(_handle);

    /// <param name="column">From 0.</param>
    public long Int64(int column) => raw.sqlite3_column_int64(_handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public string Text(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string() ?? "";

    /// <summary>The column's octets, valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_handle, column);

    public void Dispose() => _handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw _file.Failure(code);
    }
}
