using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace MailSink.Browser.Tests;

/// <summary>A browser window that writes down everything that must not happen: violations, script errors, foreign requests.</summary>
public sealed class Visit : IAsyncDisposable
{
    // Reports violations of the policy, and gives hostile mail something to call.
    private const string Witness = """
        document.addEventListener('securitypolicyviolation', e => console.error(`violation: ${e.effectiveDirective} ${e.blockedURI}`));
        window.alert = () => console.error('pwned');
        """;

    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _troubles = [];
    private readonly ConcurrentQueue<string> _requests = [];

    private Visit(IBrowserContext context, Uri address, IPage page)
    {
        _context = context;
        _address = address;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>Script errors, console errors and policy violations so far.</summary>
    public IReadOnlyCollection<string> Troubles => _troubles;

    /// <summary>Addresses asked for so far.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Requests to anything but the sink.</summary>
    public IEnumerable<string> ForeignRequests => _requests.Where(url =>
        !url.StartsWith("data:", StringComparison.Ordinal) && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Authority == _address.Authority));

    internal static async Task<Visit> StartAsync(IBrowserContext context, Uri address)
    {
        await context.AddInitScriptAsync(Witness);
        var visit = new Visit(context, address, await context.NewPageAsync());
        visit.Page.PageError += (_, error) => visit._troubles.Enqueue(error);
        visit.Page.Console += (_, message) =>
        {
            if (message.Type == "error") visit._troubles.Enqueue($"{message.Text} ({message.Location})");
        };
        context.Request += (_, request) => visit._requests.Enqueue(request.Url);
        return visit;
    }

    /// <summary>Goes to a path below the sink's address and waits until the live connection stands.</summary>
    public async Task<Visit> GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(_address, path).AbsoluteUri);
        await Page.WaitForFunctionAsync("() => document.documentElement.dataset.live === 'up'");
        return this;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
