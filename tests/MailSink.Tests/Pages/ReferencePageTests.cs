using System.Net;
using MailSink.Smtp;
using Xunit;

namespace MailSink.Tests.Pages;

/// <summary>The reference shows the engine's tables, whatever is added to them, in both languages.</summary>
public sealed class ReferencePageTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Every_row_of_every_table_is_on_the_page(string language)
    {
        await using var sink = await TestSink.StartAsync(options => options with { SmtpPort = null });
        using var http = sink.Http();
        http.DefaultRequestHeaders.Add("Accept-Language", language);
        var page = WebUtility.HtmlDecode(await http.GetStringAsync("reference", TestContext.Current.CancellationToken));
        Assert.All(ReplyCodeTable.Rows, row => Assert.Contains($"data-code=\"{row.Code}\"", page, StringComparison.Ordinal));
        Assert.All(EnhancedStatusTable.Rows, row => Assert.Contains(row.Cause.In(language), page, StringComparison.Ordinal));
        Assert.All(CommandTable.Rows, row => Assert.Contains(row.Summary.In(language), page, StringComparison.Ordinal));
        Assert.All(ExtensionTable.Rows, row => Assert.Contains(row.Explanation.In(language), page, StringComparison.Ordinal));
        Assert.All(LintTable.Rows, row => Assert.Contains(row.Title.In(language), page, StringComparison.Ordinal));
        Assert.All(TutorialTable.Rows, row => Assert.Contains(row.Really.In(language), page, StringComparison.Ordinal));
    }
}
