using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace MailSink.Browser.Tests;

/// <summary>
/// Pictures of every page for a human to look at: <c>dotnet run --project tests/MailSink.Browser.Tests -- -explicit only
/// -class "*Screenshots"</c> writes them to <c>screenshots/</c> beside this file, which git ignores.
/// </summary>
public sealed class Screenshots(Browser browser)
{
    [Fact(Explicit = true), Trait("run", "on-request")]
    public async Task Of_every_page()
    {
        await using var sink = await Sink.StartAsync();
        await using (var first = await browser.OpenAsync(sink.HttpAddress)) await TakeAsync(first, "", "first-run-light");
        await Samples.SendAsync(sink);
        using var typist = await sink.ConnectRawAsync();
        foreach (var line in new[] { "EHLO typist.test", "AUTH LOGIN", "Y2hlY2tvdXQ=", "c2VjcmV0", "MAIL FROM:<a@shop.example>", "RCPT TO:<b@customer.test>" })
            await typist.SayAsync(line);
        foreach (var (name, options) in Looks())
        {
            await using var visit = await browser.OpenAsync(sink.HttpAddress, options);
            await TourAsync(visit, name);
        }
    }

    private static IEnumerable<(string Name, BrowserNewContextOptions Options)> Looks()
    {
        yield return ("light", new() { ColorScheme = ColorScheme.Light });
        yield return ("dark", new() { ColorScheme = ColorScheme.Dark });
        yield return ("zh-dark", new() { ColorScheme = ColorScheme.Dark, Locale = "zh-CN" });
        yield return ("phone", new() { ColorScheme = ColorScheme.Light, ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true });
        yield return ("tablet", new() { ColorScheme = ColorScheme.Light, ViewportSize = new() { Width = 1024, Height = 768 } });
    }

    private static async Task TourAsync(Visit visit, string look)
    {
        await TakeAsync(visit, "", $"inbox-{look}");
        await visit.Page.Locator(".row").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-message-pane] h1")).ToBeVisibleAsync();
        await visit.Page.WaitForTimeoutAsync(900);
        await ShootAsync(visit, $"message-{look}");
        foreach (var tab in new[] { "headers", "source", "mime", "session" })
        {
            await visit.Page.Locator($"[data-tab={tab}]").ClickAsync();
            await visit.Page.WaitForTimeoutAsync(300);
            await ShootAsync(visit, $"message-{tab}-{look}");
        }

        await TakeAsync(visit, "sessions", $"sessions-{look}");
        await visit.Page.Locator(".srow").Nth(1).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-explanation] .anat")).ToHaveCountAsync(1);
        await visit.Page.WaitForTimeoutAsync(300);
        await ShootAsync(visit, $"session-{look}");
        await visit.GoAsync("sessions");
        await visit.Page.Locator(".srow").First.ClickAsync();
        await visit.Page.WaitForTimeoutAsync(300);
        await ShootAsync(visit, $"session-live-{look}");
        await TakeAsync(visit, "reference?code=451", $"reference-{look}");
        await TakeAsync(visit, "connect", $"connect-{look}");
    }

    private static async Task TakeAsync(Visit visit, string path, string name)
    {
        await visit.GoAsync(path);
        await visit.Page.WaitForTimeoutAsync(300);
        await ShootAsync(visit, name);
    }

    private static async Task ShootAsync(Visit visit, string name, [CallerFilePath] string here = "") =>
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Path.GetDirectoryName(here)!, "screenshots", $"{name}.png") });
}
