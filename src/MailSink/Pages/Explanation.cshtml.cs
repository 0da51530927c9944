using MailSink.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MailSink.Pages;

/// <summary><c>/sessions/{id}/{n}</c>: what one line of a transcript means; a fragment that scripts fetch.</summary>
internal sealed class ExplanationModel(SessionReader sessions) : PageModel
{
    public ExplanationView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string id, int n, CancellationToken cancellationToken)
    {
        var session = await sessions.GetAsync(id, cancellationToken);
        if (session is null) return NotFound();
        var lines = await sessions.LinesAsync(id, n - 1, 1, cancellationToken);
        if (lines is not [{ } line] || line.N != n) return NotFound();
        View = ExplanationView.Of(line, [.. session.Lint.Where(finding => finding.Line == n)]);
        return Page();
    }
}
