using MailSink.Storage.Sqlite;

namespace MailSink.Storage.Derived;

/// <summary>Creates <c>derived.db</c>, which holds only what can be made again from <c>mailsink.db</c>.</summary>
internal static class DerivedSchema
{
    /// <summary>Raise when the tables below change: a file of another version is deleted and made again.</summary>
    public const int Version = 6;

    private const string Tables = """
        CREATE TABLE projection(
            seq INTEGER PRIMARY KEY, parse INTEGER NOT NULL, snippet TEXT NOT NULL, attachment_count INTEGER NOT NULL,
            has_html INTEGER NOT NULL, lint_errors INTEGER NOT NULL, lint_warnings INTEGER NOT NULL, lint_infos INTEGER NOT NULL,
            date_us INTEGER, addresses BLOB NOT NULL, listener TEXT NOT NULL, report_of INTEGER, findings BLOB);
        CREATE INDEX ix_projection_attachment ON projection(seq) WHERE attachment_count > 0;
        CREATE INDEX ix_projection_errors ON projection(seq) WHERE lint_errors > 0;
        CREATE INDEX ix_projection_warnings ON projection(seq) WHERE lint_warnings > 0;
        CREATE INDEX ix_projection_infos ON projection(seq) WHERE lint_infos > 0;
        CREATE INDEX ix_projection_report ON projection(report_of) WHERE report_of IS NOT NULL;
        CREATE TABLE address(value TEXT NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, PRIMARY KEY (value, seq)) WITHOUT ROWID;
        CREATE INDEX ix_address_seq ON address(seq);
        CREATE TABLE finding(id TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (id, seq)) WITHOUT ROWID;
        CREATE TABLE parameter(text TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (text, seq)) WITHOUT ROWID;
        CREATE INDEX ix_parameter_seq ON parameter(seq);
        CREATE TABLE recipient_domain(
            domain TEXT NOT NULL, seq INTEGER NOT NULL, recipients INTEGER NOT NULL, PRIMARY KEY (domain, seq)) WITHOUT ROWID;
        CREATE INDEX ix_recipient_domain_seq ON recipient_domain(seq);
        CREATE TABLE watermark(name TEXT PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE use(id INTEGER PRIMARY KEY CHECK (id = 1), machine_start TEXT NOT NULL, closed INTEGER NOT NULL);
        """;

    /// <summary>
    /// Makes the file where it is missing, damaged, of another version, or was in use when the machine itself stopped: nothing
    /// in it is synced while it is written, so that what looks whole then may not be.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="machineStart">Tells one start of the machine from another (<see cref="MachineStart"/>).</param>
    public static void Prepare(string path, string machineStart)
    {
        try
        {
            if (IsCurrent(path, machineStart)) return;
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

    /// <summary>Notes on stable storage that the file is in use, or that it was closed whole.</summary>
    public static void MarkUse(SqliteFile file, string machineStart, bool closed)
    {
        // In WAL mode it is the checkpoint that syncs the database file; both need FULL for a moment.
        file.Execute("PRAGMA synchronous = FULL");
        using (var use = file.PrepareOnce("INSERT OR REPLACE INTO use(id, machine_start, closed) VALUES (1, ?1, ?2)"))
            use.BindText(1, machineStart).Bind(2, closed ? 1 : 0).Run();
        file.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        file.Execute("PRAGMA synchronous = OFF");
    }

    private static bool IsCurrent(string path, string machineStart)
    {
        if (!File.Exists(path)) return false;
        using var file = Open(path);
        if (file.Scalar("PRAGMA user_version") != Version) return false;
        using var use = file.PrepareOnce("SELECT 1 FROM use WHERE machine_start = ?1 OR closed = 1");
        return use.BindText(1, machineStart).Step() || file.Scalar("SELECT count(*) FROM use") == 0;
    }
}
