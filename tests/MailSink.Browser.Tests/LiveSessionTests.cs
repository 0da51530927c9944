using Microsoft.Playwright;

namespace MailSink.Browser.Tests;

/// <summary>The transcript grows while the client still types.</summary>
public sealed class LiveSessionTests(Browser browser)
{
    // Generous: what is promised is 100 ms at the median, what fails is a page that waits for the end of the session.
    private const int SoonMs = 2000;

    // When each line came into the page, on the clock that the test reads too: behind the layout that shows it.
    private const string NoteTimes = """
        () => {
          window.seen = new Map();
          new MutationObserver(changes => {
            for (const node of changes.flatMap(change => [...change.addedNodes])) {
              const name = /line-\d+-/.exec(node.textContent)?.[0];
              if (!name || node.getBoundingClientRect().height === 0 || window.seen.has(name)) continue;
              window.seen.set(name, performance.timeOrigin + performance.now());
            }
          }).observe(document.getElementById('transcript'), { childList: true });
        }
        """;

    [Fact]
    public async Task Each_line_of_a_live_session_is_shown_before_the_next_is_typed()
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        using var client = await sink.ConnectRawAsync();
        await client.SayAsync("EHLO typist.test");
        await visit.GoAsync("sessions");
        await visit.Page.Locator(".srow").First.ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => document.documentElement.dataset.live === 'up'");

        foreach (var (line, reply) in new[]
        {
            ("mail from:<a@shop.example>", "250"), ("rcpt to:<b@customer.test>", "250"), ("noop", "250"), ("vrfy b", "252"), ("data", "354"),
        })
        {
            await client.SayAsync(line);
            await Expect(visit, line);
            await Expect(visit, reply);
        }

        await client.WriteAsync("Subject: typed by hand");
        await client.WriteAsync("");
        await client.WriteAsync("hello");
        await client.SayAsync(".");
        await Assertions.Expect(visit.Page.Locator(".mlink")).ToBeVisibleAsync(new() { Timeout = SoonMs });
        await client.SayAsync("quit");
        await Expect(visit, "221");
        await Assertions.Expect(visit.Page.Locator("[data-ended-mark]")).ToBeVisibleAsync(new() { Timeout = SoonMs });
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task Events_are_in_the_readers_language_those_that_came_with_the_page_and_those_that_pass()
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress, new() { Locale = "zh-CN" });
        using var client = await sink.ConnectRawAsync();
        await client.SayAsync("EHLO typist.test");
        await visit.GoAsync("sessions");
        await visit.Page.Locator(".srow").First.ClickAsync();
        await Expect(visit, "连接已建立");

        await client.SayAsync("quit");

        await Expect(visit, "QUIT 之后关闭");
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task A_line_is_on_the_screen_soon_after_it_was_typed()
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        using var client = await sink.ConnectRawAsync();
        await client.SayAsync("EHLO typist.test");
        await visit.GoAsync("sessions");
        await visit.Page.Locator(".srow").First.ClickAsync();
        await Expect(visit, "EHLO typist.test");
        await visit.Page.WaitForFunctionAsync("() => document.documentElement.dataset.live === 'up'");
        await visit.Page.EvaluateAsync(NoteTimes);

        var delays = new List<double>();
        for (var n = 1; n <= 20; n++)
        {
            var typed = TimeProvider.System.GetUtcNow();
            await client.SayAsync($"NOOP line-{n}-");
            var seen = await visit.Page.WaitForFunctionAsync("name => window.seen.get(name)", $"line-{n}-");
            delays.Add(await seen.JsonValueAsync<double>() - (typed - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        }

        delays.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine($"median {delays[delays.Count / 2]:F1} ms, worst {delays[^1]:F1} ms");
        Assert.InRange(delays[delays.Count / 2], -1, SoonMs);
    }

    [Fact]
    public async Task A_click_on_a_reply_explains_its_digits_and_links_the_rfc()
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress, new() { Locale = "zh-CN" });
        using var client = await sink.ConnectRawAsync();
        await client.SayAsync("EHLO typist.test");
        await client.SayAsync("RCPT TO:<b@c.test>");
        await visit.GoAsync("sessions");
        await visit.Page.Locator(".srow").First.ClickAsync();
        await visit.Page.Locator(".ln", new() { HasText = "503" }).ClickAsync();

        var panel = visit.Page.Locator("[data-explanation]");
        await Assertions.Expect(panel.Locator(".anat .dg")).ToHaveTextAsync(["5", "0", "3"]);
        await Assertions.Expect(panel).ToContainTextAsync("永久失败");
        await Assertions.Expect(panel.Locator("a.rfc").First).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^https://www.rfc-editor.org/rfc/rfc"));
        Assert.Contains("line=", visit.Page.Url, StringComparison.Ordinal);
        Assert.Empty(visit.Troubles);
    }

    private static Task Expect(Visit visit, string text) =>
        Assertions.Expect(visit.Page.Locator(".ln", new() { HasText = text }).Last).ToBeVisibleAsync(new() { Timeout = SoonMs });
}
