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

    private readonly SemaphoreSlim _launching = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var path = s_paths.FirstOrDefault(File.Exists);
        if (path is null) return;
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync(_playwright, path);
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
        return await Visit.StartAsync(await (await LivingAsync(_browser)).NewContextAsync(options), address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _launching.Dispose();
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright, string path) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = s_arguments });

    /// <summary>A browser that died fails the test that saw it die, and none of those behind it.</summary>
    private async Task<IBrowser> LivingAsync(IBrowser browser)
    {
        if (browser.IsConnected) return browser;
        await _launching.WaitAsync();
        try
        {
            if (!_browser!.IsConnected) _browser = await LaunchAsync(_playwright!, s_paths.First(File.Exists));
            return _browser;
        }
        finally
        {
            _launching.Release();
        }
    }
}
