using MailSink.Configuration;
using MailSink.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MailSink.Storage;

/// <summary>
/// Brings <c>mailsink.db</c> to the schema this program knows, before anything else opens it. EF's migrations own the schema;
/// a fresh file is made from the script they generate (<c>Schema.sql</c>, held equal by a test), because a cold Migrate costs 0.7 s.
/// Runs under the data folder's lock.
/// </summary>
internal static class StoreSchema
{
    /// <summary>The newest migration.</summary>
    public const string Latest = "20261123071702_Handover";

    /// <summary>Marks the file as ours in its header ("MSnk").</summary>
    public const int ApplicationId = 0x4d536e6b;

    /// <summary>Id of the inbox <c>default</c>.</summary>
    public const long DefaultInbox = 1;

    /// <exception cref="StartupException">The file is damaged, not ours, or was made by a newer program.</exception>
    public static void Prepare(string path, long nowUs)
    {
        try
        {
            var applied = Inspect(path);
            if (applied == Latest) return;
            if (applied is null)
                Create(path, nowUs);
            else if (string.CompareOrdinal(applied, Latest) > 0)
                throw new StartupException($"{path} was made by a newer MailSink (schema {applied}); this one knows {Latest}. Use the newer program or another --data.");
            else
                Migrate(path);
        }
        catch (SqliteFailure e)
        {
            throw new StartupException($"{path} cannot be opened as MailSink's database: {e.Message}", e);
        }
    }

    /// <summary>The script for a fresh file.</summary>
    public static string Script()
    {
        using var stream = typeof(StoreSchema).Assembly.GetManifestResourceStream("MailSink.Storage.Schema.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Page size and auto_vacuum are frozen by the first write, and EF's own creation would freeze 4096 and none.
    private static string? Inspect(string path)
    {
        using var file = SqliteFile.Open(path);
        file.Execute("PRAGMA busy_timeout = 5000; PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;");
        if (file.Scalar("SELECT count(*) FROM sqlite_schema") == 0) return null;
        if (file.Scalar("PRAGMA application_id") != ApplicationId)
            throw new StartupException($"{path} is not a database of MailSink; choose another folder with --data.");
        return file.Text("SELECT max(MigrationId) FROM __EFMigrationsHistory");
    }

    private static void Create(string path, long nowUs)
    {
        using var file = SqliteFile.Open(path);
        // The script commits in its middle; without the application id a file left by a crash would not count as ours, so one
        // transaction of our own goes around both.
        var script = Script().Replace("BEGIN TRANSACTION;", "", StringComparison.Ordinal).Replace("COMMIT;", "", StringComparison.Ordinal);
        file.Execute($"""
            PRAGMA synchronous = FULL;
            BEGIN IMMEDIATE;
            {script}
            INSERT INTO inbox(id, name, created_us) VALUES ({DefaultInbox}, 'default', {nowUs});
            PRAGMA application_id = {ApplicationId};
            COMMIT;
            """);
    }

    private static void Migrate(string path)
    {
        using (var file = SqliteFile.Open(path))
        {
            // EF leaves its own lock row behind when it is killed, and every later start would wait for it for ever. We hold the
            // folder's lock, so nobody else can be migrating.
            file.Execute("DROP TABLE IF EXISTS __EFMigrationsLock");
        }

        var options = new DbContextOptionsBuilder<SinkContext>().UseSqlite($"Data Source={path};Pooling=False").Options;
        using var context = new SinkContext(options);
        context.Database.Migrate();
    }
}
