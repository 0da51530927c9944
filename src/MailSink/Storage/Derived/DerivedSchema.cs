using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Derived;

/// <summary>Creates <c>derived.db</c>, which holds only what can be made again from <c>mailsink.db</c>.</summary>
internal static class DerivedSchema
{
    /// <summary>Raise when the tables below change: a file of another version is deleted and made again.</summary>
    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE projection(
            seq INTEGER PRIMARY KEY, parse INTEGER NOT NULL, snippet TEXT NOT NULL, attachment_count INTEGER NOT NULL,
            has_html INTEGER NOT NULL, lint_errors INTEGER NOT NULL, lint_warnings INTEGER NOT NULL, date_us INTEGER,
            addresses BLOB NOT NULL, listener TEXT NOT NULL);
        CREATE INDEX ix_projection_attachment ON projection(seq) WHERE attachment_count > 0;
        CREATE TABLE address(value TEXT NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (value, seq)) WITHOUT ROWID;
        CREATE INDEX ix_address_seq ON address(seq);
        CREATE TABLE watermark(name TEXT PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Makes the file where it is missing, damaged or of another version.</summary>
    public static void Prepare(string path)
    {
        try
        {
            if (IsCurrent(path)) return;
        }
        catch (SqliteFailure)
        {
            // Damaged: nothing in it is worth more than the time to make it again.
        }

        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"]) File.Delete(path + suffix);
        using var file = Open(path);
        file.Execute($"BEGIN; {Tables} PRAGMA user_version = {Version}; COMMIT;");
    }

    /// <summary>Opens the projector's own connection: a power cut may damage the file, which is then made again.</summary>
    public static SqliteFile Open(string path)
    {
        var file = SqliteFile.Open(path);
        file.Execute("PRAGMA busy_timeout = 5000; PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;");
        return file;
    }

    private static bool IsCurrent(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = Open(path);
        return file.Scalar("PRAGMA user_version") == Version;
    }
}
