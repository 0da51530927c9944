using System.Globalization;
using MailSink.Messages;
using MailSink.Storage;
using MailSink.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace MailSink.Tests.Messages;

/// <summary>A list must cost what it shows, however much is stored: SQLite says beforehand how it will go about it.</summary>
public sealed class MessageQueryPlanTests
{
    public static TheoryData<string, MessageFilter> Lists => new()
    {
        { "everything", MessageFilter.All },
        { "an inbox", new MessageFilter { Inbox = "default" } },
        { "unread of an inbox", new MessageFilter { Inbox = "default", Unread = true } },
        { "a recipient", new MessageFilter { To = "a@x.test" } },
        { "a sender", new MessageFilter { From = "a@x.test" } },
        { "a sender and a recipient in an inbox", new MessageFilter { From = "a@x.test", To = "b@x.test", Inbox = "default" } },
        { "a tag", new MessageFilter { Tag = "t" } },
        { "with attachment", new MessageFilter { HasAttachment = true } },
        { "a finding", new MessageFilter { Lint = "h01" } },
        { "errors", new MessageFilter { Lint = "error" } },
        { "warnings of an inbox", new MessageFilter { Lint = "warning", Inbox = "default" } },
        { "a finding of a sender", new MessageFilter { Lint = "H01", From = "a@x.test" } },
        { "a parameter", new MessageFilter { Parameter = "REQUIRETLS" } },
        { "a parameter's value in an inbox", new MessageFilter { Parameter = "RET=HDRS", Inbox = "default" } },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_walks_an_index_in_the_order_of_its_page(string what, MessageFilter filter)
    {
        await using var store = await TestStore.OpenAsync();
        using var reader = store.Readers.Open();
        foreach (var ascending in new[] { false, true })
        {
            var selection = MessageSelection.Resolve(reader.Db, filter, 1_000_000);
            var plan = Plan(reader, reader.Db.Matching(selection, ascending).Take(51));
            Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
            Assert.All(plan, step => Assert.False(step.StartsWith("SCAN", StringComparison.Ordinal), $"{what}: {string.Join("; ", plan)}"));
        }
    }

    private static List<string> Plan<T>(StoreReader reader, IQueryable<T> query)
    {
        var text = query.ToQueryString();
        using var command = reader.Connection.CreateCommand();
        // What EF prints begins with the values of the parameters, for the sqlite3 shell.
        command.CommandText = "EXPLAIN QUERY PLAN " + text[text.IndexOf("SELECT", StringComparison.Ordinal)..];
        foreach (var line in text.Split('\n').Where(l => l.StartsWith(".param set ", StringComparison.Ordinal)))
        {
            var (name, value) = (line.Split(' ')[2], line.Split(' ', 4)[3].Trim());
            command.Parameters.AddWithValue(name, long.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : value.Trim('\''));
        }

        var steps = new List<string>();
        using var rows = command.ExecuteReader();
        while (rows.Read()) steps.Add(rows.GetString(3));
        return steps;
    }
}
