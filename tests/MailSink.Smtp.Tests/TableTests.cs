using System.Reflection;

namespace MailSink.Smtp.Tests;

/// <summary>The tables are what engine, HELP, EHLO, REST and UI are made of: they have to be whole.</summary>
public sealed class TableTests
{
    /// <summary>Replies that need a clock, a stop, a full listener or a peer with an address, and so come in tests of their own rather than in a script.</summary>
    private static readonly string[] ProducedElsewhere = ["timed-out", "stopping", "too-many-connections", "origin-not-trusted", "taken-up-again"];

    private static readonly HashSet<string> Successes = ["2.0.0", "2.1.0", "2.1.5", "2.1.9", "2.3.6", "2.5.0", "2.6.0", "2.6.4", "2.7.0"];

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        object[] rows = [.. ReplyTable.Rows, .. CommandTable.Rows, .. ExtensionTable.Rows, .. ReplyCodeTable.Rows, .. EnhancedStatusTable.Rows, .. LintTable.Rows, .. TutorialTable.Rows];
        foreach (var row in rows)
        {
            foreach (var property in row.GetType().GetProperties().Where(property => property.PropertyType == typeof(LocalizedText)))
            {
                var text = (LocalizedText)property.GetValue(row)!;
                Assert.False(string.IsNullOrWhiteSpace(text.En), $"{row}");
                Assert.True(text.Zh.Any(character => character is >= '一' and <= '鿿'), $"no Chinese: {row}");
                Assert.False(text.En.Any(character => character is >= '一' and <= '鿿'), $"no English: {row}");
            }
        }
    }

    [Fact]
    public void Keys_are_unique()
    {
        Assert.Equal(ReplyTable.Rows.Count, ReplyTable.Rows.DistinctBy(row => row.Id).Count());
        Assert.Equal(CommandTable.Rows.Count, CommandTable.Rows.DistinctBy(row => row.Name).Count());
        Assert.Equal(ExtensionTable.Rows.Count, ExtensionTable.Rows.DistinctBy(row => row.Keyword).Count());
        Assert.Equal(ReplyCodeTable.Rows.Count, ReplyCodeTable.Rows.DistinctBy(row => row.Code).Count());
        Assert.Equal(EnhancedStatusTable.Rows.Count, EnhancedStatusTable.Rows.DistinctBy(row => row.Code).Count());
        Assert.Equal(LintTable.Rows.Count, LintTable.Rows.DistinctBy(row => row.Id).Count());
    }

    [Fact]
    public void Every_reply_row_is_in_the_table()
    {
        var declared = typeof(Replies).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.GetValue(null)).ToHashSet();
        Assert.Equal(declared.Count, ReplyTable.Rows.Count);
        Assert.All(ReplyTable.Rows, row => Assert.Contains(row, declared));
    }

    [Fact]
    public void Every_reply_is_explained_by_its_code_and_enhanced_code()
    {
        foreach (var row in ReplyTable.Rows)
        {
            Assert.NotNull(ReplyCodeTable.Find(row.Code));
            Assert.True(row.Octets.Length <= 512, row.Id);
            if (row.Enhanced is null)
            {
                // RFC 2034 section 3: not in the greeting, the replies to EHLO and HELO, and 3yz.
                Assert.True(row.Code is 220 or 334 or 353 or 354 or 355 || row.Id is "ehlo" or "helo" or "hello-needs-name" or "hello-bad-name" or "lhlo-needs-name", row.Id);
                continue;
            }

            Assert.NotNull(EnhancedStatusTable.Find(row.Enhanced));
            Assert.Equal($"{row.Code}"[0], row.Enhanced[0]);
        }
    }

    [Fact]
    public void Codes_the_engine_gives_are_said_to_be_its_own()
    {
        foreach (var code in ReplyTable.Rows.Select(row => row.Code).Distinct())
            Assert.NotEqual("rule", ReplyCodeTable.Find(code)!.Produced);
    }

    [Fact]
    public void Every_code_that_is_defined_or_in_use_is_explained()
    {
        int[] codes =
        [
            200, 211, 214, 220, 221, 235, 250, 251, 252, 253, 334, 353, 354, 355, 421, 422, 430, 432, 441, 442, 446, 447, 449, 450, 451, 452, 453, 454,
            455, 458, 459, 471, 500, 501, 502, 503, 504, 510, 511, 512, 515, 516, 517, 521, 523, 524, 525, 530, 533, 534, 535, 538, 541, 550, 551, 552,
            553, 554, 555, 556, 557, 571,
        ];
        Assert.Empty(codes.Except(ReplyCodeTable.Rows.Select(row => row.Code)));
    }

    [Fact]
    public void Every_detail_of_the_registry_is_there_for_now_and_for_good()
    {
        // RFC 3463 and what its registry (RFC 5248) has taken in since: how many details each subject has, from 0.
        (int Subject, int Last)[] registry = [(0, 0), (1, 10), (2, 4), (3, 5), (4, 7), (5, 6), (6, 10), (7, 30)];
        var details = registry.SelectMany(subject => Enumerable.Range(0, subject.Last + 1).Select(detail => $"{subject.Subject}.{detail}")).ToList();
        var codes = EnhancedStatusTable.Rows.Select(row => row.Code).ToHashSet();
        Assert.Empty(details.SelectMany(detail => new[] { $"4.{detail}", $"5.{detail}" }).Except(codes));
        Assert.Superset(Successes, codes);
    }

    [Fact]
    public void Every_row_names_where_it_stands()
    {
        var references = CommandTable.Rows.Select(row => row.Reference).Concat(ExtensionTable.Rows.Select(row => row.Reference))
            .Concat(ReplyCodeTable.Rows.Select(row => row.Reference)).Concat(EnhancedStatusTable.Rows.Select(row => row.Reference))
            .Concat(TutorialTable.Rows.Select(row => row.Reference));
        Assert.All(references, reference => Assert.Matches("RFC [0-9]{3,4}|draft-|Postfix|Exim|vendor|none|SASL", reference));
    }

    [Fact]
    public void Every_code_a_command_lists_is_explained() =>
        Assert.All(CommandTable.Rows.SelectMany(row => row.Replies), code => Assert.NotNull(ReplyCodeTable.Find(code)));

    [Fact]
    public void Every_command_of_an_extension_is_in_the_command_table() =>
        Assert.All(ExtensionTable.Rows.SelectMany(row => row.Commands), name => Assert.Contains(CommandTable.Rows, row => row.Name == name));

    [Fact]
    public void Every_parameter_of_an_extension_has_its_rule()
    {
        Assert.Equal(ExtensionTable.Rows.SelectMany(row => row.MailParameters).Order(), ExtensionTable.MailParameters.Keys.Order());
        Assert.Equal(ExtensionTable.Rows.SelectMany(row => row.RcptParameters).Order(), ExtensionTable.RcptParameters.Keys.Order());
    }

    [Fact]
    public async Task Every_reply_finding_and_command_is_produced_by_some_script()
    {
        var replies = new HashSet<string>();
        var findings = new HashSet<string>();
        var commands = new HashSet<string>();
        foreach (var name in Directory.GetFiles(ScriptTests.Folder, "*.smtp").Select(path => Path.GetFileNameWithoutExtension(path)!))
        {
            var host = await ScriptTests.SendWholeAsync(ScriptTests.Load(name));
            replies.UnionWith(host.Lines.Where(line => line.ReplyId is not null).Select(line => line.ReplyId!));
            commands.UnionWith(host.Lines.Where(line => line.Command is not null).Select(line => line.Command!));
            findings.UnionWith(host.Findings.Select(finding => finding.Id));
        }

        Assert.Empty(ReplyTable.Rows.Select(row => row.Id).Except(replies).Except(ProducedElsewhere));
        Assert.Empty(CommandTable.Rows.Select(row => row.Name).Except(commands));
        // Look-alikes of the end of data have a matrix of their own in SmugglingTests.
        // S16 is about a moment, and has a test in SessionLintTests.
        Assert.Empty(LintTable.Conversation.Select(row => row.Id).Except(findings).Except(["D03", "S16"]));
    }
}
