using Microsoft.Playwright;

namespace MailSink.Browser.Tests;

/// <summary>One Chromium for all tests of this assembly. Where there is none the tests are skipped, with the reason.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync",
    ];

    // A machine that does something else besides is no failure of ours.
    private const float PatienceMs = 30_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var path = s_paths.FirstOrDefault(File.Exists);
        if (path is null) return;
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = s_arguments });
    }

    /// <summary>Opens a window of its own, with no cookies.</summary>
    public async Task<Visit> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed (apt-get install chromium).");
        options ??= new BrowserNewContextOptions();
        options.BaseURL = address.AbsoluteUri;
        options.Locale ??= "en-US";
        options.ReducedMotion = ReducedMotion.Reduce;
        options.ViewportSize ??= new() { Width = 1440, Height = 900 };
        return await Visit.StartAsync(await _browser.NewContextAsync(options), address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
