using MailSink.Listeners;
using MailSink.Pages.Shell;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MailSink.Pages;

/// <summary><c>/connect</c>: how to point an application here.</summary>
internal sealed class ConnectModel : PageModel;

/// <param name="Shell">Host, port and counters.</param>
internal sealed record ConnectView(ShellState Shell)
{
    /// <summary>Host to name in a snippet.</summary>
    public string Host => Shell.Host;

    /// <summary>The mail listeners besides the plain one, in the order they were bound.</summary>
    public IEnumerable<BoundListener> Others => Shell.Listeners.Where(static l => l.Spec is not null && l.Name != "smtp");

    /// <summary>The snippets that can be shown: those whose listener is there.</summary>
    public IEnumerable<Snippet> Snippets => SnippetTable.Rows.Where(s => s.Listener == "smtp" || PortOf(s) is not null);

    /// <summary>The port a snippet needs, or null when its listener is off.</summary>
    public int? PortOf(Snippet snippet) =>
        Shell.Listeners.FirstOrDefault(l => l.Name == snippet.Listener)?.Port ?? (snippet.Listener == "smtp" ? 1025 : null);
}
