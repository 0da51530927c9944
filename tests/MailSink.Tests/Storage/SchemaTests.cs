using MailSink.Configuration;
using MailSink.Storage;
using MailSink.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class SchemaTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mailsink-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_fresh_file_has_the_schema_the_migrations_make()
    {
        StoreSchema.Prepare(PathOf("fresh.db"), 0);
        using (var context = Context(PathOf("migrated.db"))) context.Database.Migrate();

        Assert.Equal(Tables(PathOf("migrated.db")), Tables(PathOf("fresh.db")));
    }

    [Fact]
    public void The_script_for_a_fresh_file_is_the_one_the_migrations_generate()
    {
        using var context = Context(PathOf("unused.db"));

        Assert.Equal(context.GetService<IMigrator>().GenerateScript().Trim(), StoreSchema.Script().Trim());
    }

    [Fact]
    public void The_migrations_describe_the_model()
    {
        using var context = Context(PathOf("unused.db"));

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Equal(StoreSchema.Latest, context.Database.GetMigrations().Last());
    }

    [Fact]
    public void A_fresh_file_has_large_pages_a_write_ahead_log_and_gives_space_back_in_slices()
    {
        StoreSchema.Prepare(PathOf("fresh.db"), 0);

        using var file = SqliteFile.Open(PathOf("fresh.db"));
        Assert.Equal(16384, file.Scalar("PRAGMA page_size"));
        Assert.Equal(2, file.Scalar("PRAGMA auto_vacuum"));
        Assert.Equal("wal", file.Text("PRAGMA journal_mode"));
    }

    [Fact]
    public void A_file_of_the_first_schema_is_brought_up_to_date_with_what_it_holds()
    {
        using (var context = Context(PathOf("old.db"))) context.GetService<IMigrator>().Migrate("20261123033525_Initial");
        using (var file = SqliteFile.Open(PathOf("old.db")))
            file.Execute($"INSERT INTO inbox VALUES (1, 'default', 7); PRAGMA application_id = {StoreSchema.ApplicationId};");

        StoreSchema.Prepare(PathOf("old.db"), 0);
        StoreSchema.Prepare(PathOf("fresh.db"), 0);

        using var after = SqliteFile.Open(PathOf("old.db"));
        Assert.Equal(7, after.Scalar("SELECT created_us FROM inbox"));
        Assert.Equal(Tables(PathOf("fresh.db")), Tables(PathOf("old.db")));
    }

    [Fact]
    public void A_newer_schema_is_refused_by_name()
    {
        StoreSchema.Prepare(PathOf("newer.db"), 0);
        using (var file = SqliteFile.Open(PathOf("newer.db")))
            file.Execute("INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_Future', '99.0')");

        var refusal = Assert.Throws<StartupException>(() => StoreSchema.Prepare(PathOf("newer.db"), 0));
        Assert.Contains("99990101000000_Future", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_another_program_is_left_alone()
    {
        using (var file = SqliteFile.Open(PathOf("other.db"))) file.Execute("CREATE TABLE theirs(x)");

        Assert.Throws<StartupException>(() => StoreSchema.Prepare(PathOf("other.db"), 0));
    }

    [Fact]
    public void A_second_process_on_the_same_folder_is_told_so()
    {
        using var first = DataFolder.Open(_folder.FullName);

        var refusal = Assert.Throws<StartupException>(() => DataFolder.Open(_folder.FullName));
        Assert.Contains("in use by another MailSink", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_belongs_to_its_owner_alone()
    {
        using var folder = DataFolder.Open(PathOf("new"));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
    }

    [Fact]
    public void A_folder_kept_in_memory_is_gone_afterwards()
    {
        string path;
        using (var folder = DataFolder.Open(DataPath.Memory)) path = folder.Path;

        Assert.False(Directory.Exists(path));
    }

    private static SinkContext Context(string path) =>
        new(new DbContextOptionsBuilder<SinkContext>().UseSqlite($"Data Source={path};Pooling=False").Options);

    private static List<string> Tables(string path)
    {
        using var file = SqliteFile.Open(path);
        using var rows = file.PrepareOnce(
            "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name");
        var tables = new List<string>();
        while (rows.Step()) tables.Add($"{rows.Text(0)} {rows.Text(1)} {rows.Text(2)}");
        return tables;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
