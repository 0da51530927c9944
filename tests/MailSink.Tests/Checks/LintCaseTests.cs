using MailSink.Checks;
using MailSink.Smtp;
using MailSink.Storage;
using Xunit;

namespace MailSink.Tests.Checks;

/// <summary>Every finding of the message has mails that provoke it and mails that come close and do not.</summary>
public sealed class LintCaseTests
{
    /// <summary>Rows of the conversation that the message can provoke too.</summary>
    private static readonly string[] Shared = ["D05", "D08", "D10", "D14"];

    // Nearly no mail of a developer is signed: said in every case it would hide what the case is about.
    private const string NoSignature = "A01";

    public static TheoryData<string> Titles => [.. LintCase.All.Select(one => one.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void A_mail_has_exactly_the_findings_its_case_names(string title)
    {
        var one = LintCase.All.Single(other => other.Title == title);
        var found = one.Check();
        var names = found.Select(LintCase.Name).Where(name => name != NoSignature || one.Expected.Contains(NoSignature));
        Assert.True(
            one.Expected.Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal)),
            $"expected {string.Join(' ', one.Expected)}, found:\n{string.Join("\n", found.Select(f => $"{LintCase.Name(f)} {f.Detail} @{f.Offset} #{f.Part} x{f.Count}"))}");
        Assert.All(found, finding => Assert.InRange(finding.Offset ?? 0, 0, one.Mail.Length));
        Assert.All(found, finding => Assert.NotNull(LintTable.FindById(finding.Id)));
    }

    [Fact]
    public void Every_finding_has_a_mail_that_provokes_it_and_one_that_comes_close()
    {
        var rows = LintTable.Message.Select(row => row.Id).Concat(Shared).ToList();
        Assert.Empty(rows.Except(LintCase.All.SelectMany(one => one.Expected).Select(name => name.Split('=')[0])));
        Assert.Empty(rows.Except(LintCase.All.SelectMany(one => one.Near)));
    }

    [Fact]
    public void A_case_does_not_call_near_what_it_expects() =>
        Assert.All(LintCase.All, one => Assert.Empty(one.Near.Intersect(one.Expected.Select(name => name.Split('=')[0]))));

    [Fact]
    public void What_is_silenced_is_found_neither_in_the_message_nor_in_the_conversation()
    {
        var one = LintCase.All.First(other => other.Expected.Contains("D08"));
        var known = new StoredFinding("S05", "from the conversation", 4, null, 1);
        var found = LintCase.Check(one.Mail, one.Envelope with { Findings = [known] }, LintCase.ReceivedAt, "S05", "H07");
        Assert.Equal(["A01", "D08"], found.Select(finding => finding.Id).Order());
    }

    [Fact]
    public void Other_silenced_findings_are_another_version() =>
        Assert.Equal(4, new[] { new MessageLint([]), new MessageLint(["H01"]), new MessageLint(["H02"]), new MessageLint(["H01", "H02"]) }.Select(lint => lint.Version(2)).Distinct().Count());

    [Fact]
    public void What_the_conversation_found_stands_beside_what_the_message_shows_each_once()
    {
        var one = LintCase.All.First(other => other.Expected.Contains("D08"));
        var known = new StoredFinding("D08", "from the conversation", 4, null, 1);
        var found = LintCase.Check(one.Mail, one.Envelope with { Findings = [known] }, LintCase.ReceivedAt);
        Assert.Same(known, Assert.Single(found, finding => finding.Id == "D08"));
        Assert.Contains(found, finding => finding.Id == "H07");
    }
}
