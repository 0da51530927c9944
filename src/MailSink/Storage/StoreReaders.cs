using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MailSink.Storage;

/// <summary>
/// Read-only connections to <c>mailsink.db</c> with <c>derived.db</c> attached as <c>derived</c>, kept for reuse. Hold a reader for
/// one query or one short transaction, two seconds at most: while it reads, the write-ahead log cannot be reset.
/// </summary>
internal sealed class StoreReaders(DataFolder folder) : IDisposable
{
    private const int KeptOpen = 8;

    private readonly ConcurrentBag<Entry> _idle = [];
    private volatile bool _disposed;

    /// <summary>Takes a connection; dispose to give it back.</summary>
    public StoreReader Open() => new(this, _idle.TryTake(out var entry) ? entry : Connect());

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var entry)) entry.Connection.Dispose();
    }

    internal void Return(Entry entry)
    {
        if (_disposed || _idle.Count >= KeptOpen)
            entry.Connection.Dispose();
        else
            _idle.Add(entry);
    }

    // Microsoft.Data.Sqlite's own pool would not keep the attachment, so pooling is off there and done here.
    private Entry Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = folder.MailDatabase,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        // An attached file is opened with the flags of the main one, read-only here.
        command.CommandText = "ATTACH DATABASE $path AS derived; PRAGMA cache_size = -8192;";
        command.Parameters.AddWithValue("$path", folder.DerivedDatabase);
        command.ExecuteNonQuery();
        var options = new DbContextOptionsBuilder<SinkContext>()
            .UseSqlite(connection)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;
        return new Entry(connection, options);
    }

    internal sealed record Entry(SqliteConnection Connection, DbContextOptions<SinkContext> Options);
}

/// <summary>One connection, held by one caller at a time.</summary>
internal sealed class StoreReader : IDisposable
{
    private readonly StoreReaders _owner;
    private readonly StoreReaders.Entry _entry;
    private SinkContext? _db;
    private bool _returned;

    internal StoreReader(StoreReaders owner, StoreReaders.Entry entry)
    {
        _owner = owner;
        _entry = entry;
    }

    /// <summary>For statements that EF cannot express. Begin a transaction (<c>deferred: true</c>) for several reads of one state.</summary>
    public SqliteConnection Connection => _entry.Connection;

    /// <summary>For queries; nothing is tracked.</summary>
    public SinkContext Db => _db ??= new SinkContext(_entry.Options);

    public void Dispose()
    {
        if (_returned) return;
        _returned = true;
        _db?.Dispose();
        _owner.Return(_entry);
    }
}
