using MailSink.Storage;
using MailSink.Storage.Writer;
using Xunit;

namespace MailSink.Tests.Storage;

public sealed class StatementTests
{
    [Fact]
    public void No_statement_of_the_writer_walks_through_a_whole_table()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mailsink.db");
        StoreSchema.Prepare(path, 0);
        using var file = StoreFile.Open(path);

        var walks = new List<string>();
        foreach (var sql in file.Sqlite.Prepared.Where(s => s is not ("BEGIN IMMEDIATE" or "COMMIT")).ToList())
        {
            using var plan = file.Sqlite.PrepareOnce($"EXPLAIN QUERY PLAN {sql}");
            while (plan.Step())
            {
                if (plan.Text(3).StartsWith("SCAN", StringComparison.Ordinal)) walks.Add($"{plan.Text(3)}: {sql}");
            }
        }

        Assert.Empty(walks);
        Assert.True(file.Sqlite.Prepared.Count() > 20);
    }
}
