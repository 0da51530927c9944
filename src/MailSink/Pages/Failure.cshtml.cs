using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MailSink.Pages;

/// <summary>
/// What stands in for an answer without a body: nothing at this address, not available yet, a fault. It reads nothing from the
/// store, which may be what failed, and runs no script.
/// </summary>
internal sealed class FailureModel : PageModel
{
    /// <summary><c>missing</c>, <c>refused</c>, <c>behind</c> or <c>fault</c>: the key of its texts.</summary>
    public string Kind => Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => "missing",
        StatusCodes.Status503ServiceUnavailable => "behind",
        < StatusCodes.Status500InternalServerError => "refused",
        _ => "fault",
    };

    /// <summary>The address to try again, or null where that would change nothing.</summary>
    public string? Again => Asked is { } asked && Response.StatusCode >= StatusCodes.Status500InternalServerError && HttpMethods.IsGet(Request.Method)
        ? asked.OriginalPathBase + asked.OriginalPath + asked.OriginalQueryString
        : null;

    private IStatusCodeReExecuteFeature? Asked => HttpContext.Features.Get<IStatusCodeReExecuteFeature>();

    public void OnGet()
    {
        // Asked for by its own address there is nothing to tell.
        if (Asked is null) Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
