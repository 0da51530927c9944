using Microsoft.Playwright;

namespace MailSink.Browser.Tests;

/// <summary>What holds on every page: languages, themes, widths, base path, a lost connection.</summary>
public sealed class FrameTests(Browser browser, SampleSink sample)
{
    public static TheoryData<int> Widths => [320, 390, 760, 761, 1024, 1180, 1181];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task No_page_scrolls_sideways(int width)
    {
        await using var visit = await browser.OpenAsync(sample.HttpAddress, new() { ViewportSize = new() { Width = width, Height = 800 } });

        foreach (var path in new[] { "", $"inbox/{sample.Message}", "sessions", $"sessions/{sample.Session}", "reference", "connect" })
        {
            await visit.GoAsync(path);
            Assert.True(await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), path);
        }
    }

    [Fact]
    public async Task A_phone_shows_one_pane_at_a_time()
    {
        await using var visit = await browser.OpenAsync(sample.HttpAddress, new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true });
        await visit.GoAsync("");
        await visit.Page.Locator(".row").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#messages")).ToBeHiddenAsync();
        await visit.Page.Locator("[data-message-pane] [data-back]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#messages")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_language_follows_the_browser_until_the_reader_chooses()
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress, new() { Locale = "zh-CN" });
        await visit.GoAsync("reference?code=451");
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");
        await Assertions.Expect(visit.Page.Locator(".side .nav").First).ToContainTextAsync("收件箱");

        await visit.Page.Locator(".side .lang").ClickAsync();

        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        Assert.EndsWith("/reference?code=451", visit.Page.Url, StringComparison.Ordinal);
        await visit.GoAsync("connect");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Point your app here.");
    }

    [Fact]
    public async Task The_theme_that_was_chosen_is_in_the_first_octet_of_the_next_page()
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress, new() { ColorScheme = ColorScheme.Light });
        await visit.GoAsync("connect");

        await visit.Page.Keyboard.PressAsync("Shift+D");
        var response = await visit.Page.GotoAsync(new Uri(sink.HttpAddress, "reference").AbsoluteUri);

        Assert.Contains("data-theme=\"dark\"", await response!.TextAsync(), StringComparison.Ordinal);
        await visit.Page.Keyboard.PressAsync("Shift+D");
        await Assertions.Expect(visit.Page.Locator("html")).Not.ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Everything_works_below_a_base_path()
    {
        await using var sink = await Sink.StartAsync(basePath: "/mail");
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        await sink.SendAsync("Below a path");
        await Assertions.Expect(visit.Page.Locator("[data-message-pane] h1")).ToHaveTextAsync("Below a path");
        await visit.Page.Locator(".env .sess").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-explanation] .anat")).ToBeVisibleAsync();
        await visit.Page.Locator(".side .lang").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hans");

        Assert.All(visit.Requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)),
            url => Assert.StartsWith("/mail/", new Uri(url).AbsolutePath, StringComparison.Ordinal));
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task A_stopped_server_is_told_and_what_came_meanwhile_is_fetched()
    {
        var folder = Directory.CreateTempSubdirectory("mailsink-browser-");
        var sink = await Sink.StartAsync(data: folder.FullName);
        await sink.SendAsync("Before");
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        var port = sink.HttpAddress.Port;

        await sink.DisposeAsync();
        await Assertions.Expect(visit.Page.Locator("[data-disconnected]")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".row .s").First).ToHaveTextAsync("Before");

        await using var again = await Sink.StartAsync(httpPort: port, data: folder.FullName);
        await again.SendAsync("Meanwhile");
        await visit.Page.Locator("[data-retry]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-disconnected]")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator(".row .s").First).ToHaveTextAsync("Meanwhile");
        await again.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_keyboard_leads_everywhere()
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("connect");

        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("f");
        await visit.Page.WaitForURLAsync("**/reference");
        await visit.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(visit.Page.Locator("[data-find]")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Control+k");
        await visit.Page.Keyboard.TypeAsync("503");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/reference?code=503");
        await visit.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(visit.Page.Locator("#keys")).ToBeVisibleAsync();
    }
}
