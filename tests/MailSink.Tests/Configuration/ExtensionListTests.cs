using MailSink.Smtp;
using Xunit;

namespace MailSink.Tests.Configuration;

/// <summary>The README promises what the engine's table holds, no more and no less.</summary>
public sealed class ExtensionListTests
{
    [Theory]
    [InlineData("on by default", false)]
    [InlineData("off by default", true)]
    public void The_extensions_in_the_readme_are_those_of_the_table(string line, bool isOptional)
    {
        var readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        var listed = readme.Single(text => text.StartsWith($"| {line} |", StringComparison.Ordinal)).Split('`').Where(static (_, i) => i % 2 == 1);

        Assert.Equal(ExtensionTable.Rows.Where(row => row.IsOptional == isOptional).Select(static row => row.Keyword), listed);
    }
}
