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

    public int Port => Shell.SmtpPort ?? 1025;
}
