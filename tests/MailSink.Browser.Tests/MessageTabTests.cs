using Microsoft.Playwright;

namespace MailSink.Browser.Tests;

/// <summary>What the tabs of an open message show, and what a phone shows of the reference.</summary>
public sealed class MessageTabTests(Browser browser)
{
    [Fact]
    public async Task The_session_tab_shows_the_lines_that_carried_the_message()
    {
        await using var sink = await Sink.StartAsync();
        await sink.SendAsync("Hello");
        await using var visit = await OpenFirstAsync(sink, "session");

        var lines = visit.Page.Locator("[data-transcript-of] .ln");
        await Assertions.Expect(lines.First).ToContainTextAsync("MAIL FROM:<orders@shop.example>");
        await Assertions.Expect(lines.Last).ToContainTextAsync("250 2.0.0 Ok: queued as");
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task The_lines_of_the_source_are_numbered_to_the_end()
    {
        await using var sink = await Sink.StartAsync();
        await sink.SendAsync("Long", string.Concat(Enumerable.Range(0, 2500).Select(static n => $"line {n}\n")));
        await using var visit = await OpenFirstAsync(sink, "source");

        // Far lines are laid out when they come into view only, and numbered all the same.
        await Assertions.Expect(visit.Page.Locator(".src")).ToContainTextAsync("line 2499");
        var shown = await visit.Page.Locator(".src div").EvaluateAllAsync<string[]>(
            "lines => lines.map(line => getComputedStyle(line, '::before').content.replaceAll('\"', ''))");
        Assert.Equal(Enumerable.Range(1, shown.Length).Select(static n => $"{n}"), shown);
        Assert.True(shown.Length > 2500);
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task On_a_phone_the_reference_explains_a_code_only_when_it_is_asked()
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await visit.GoAsync("reference");
        var explanation = visit.Page.Locator("[data-explanation]");
        await Assertions.Expect(explanation).ToBeHiddenAsync();

        await visit.Page.Locator(".el[data-code='451']").ClickAsync();
        await Assertions.Expect(explanation.Locator("h2")).ToContainTextAsync("451");
        await Assertions.Expect(explanation).ToBeVisibleAsync();

        await visit.Page.GoBackAsync();
        await Assertions.Expect(explanation).ToBeHiddenAsync();
        Assert.Empty(visit.Troubles);
    }

    private async Task<Visit> OpenFirstAsync(SinkApplication sink, string tab)
    {
        var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        await visit.Page.Locator(".row").First.ClickAsync();
        await visit.Page.Locator($"[data-tab={tab}]").ClickAsync();
        return visit;
    }
}
