using System.Text.Json;
using MailSink.Messages;
using MailSink.Pages.Localization;
using MailSink.Pages.Shell;
using MailSink.Rest;
using MailSink.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MailSink.Pages;

/// <summary><c>/sessions</c> and <c>/sessions/{id}</c>: the connections and the transcript of one.</summary>
internal sealed class SessionsModel(SessionReader sessions, Texts texts) : PageModel
{
    /// <summary>Rows of the first page, and of each page that scrolling fetches.</summary>
    public const int PageSize = 50;

    /// <summary>Lines of the transcript that come with the page; the script fetches the rest.</summary>
    public const int FirstLines = 1000;

    /// <summary>Which sessions: <c>live</c>, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>Only sessions with this finding, or with one of this severity.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Lint { get; set; }

    /// <summary>The query string that keeps the list as it is on links within the page.</summary>
    public string Query => ListQuery.Of(("show", Show), ("lint", Lint));

    public PageDto<SessionDto> List { get; private set; } = null!;
    public SessionDto? Session { get; private set; }
    public IReadOnlyList<LineDto> Lines { get; private set; } = [];
    public bool Gone { get; private set; }

    /// <summary>Session and lines for the script.</summary>
    public string SessionJson => JsonSerializer.Serialize(Session, PageJson.Default.SessionDto);
    public string LinesJson => JsonSerializer.Serialize(Lines, PageJson.Default.IReadOnlyListLineDto);

    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellationToken)
    {
        if (!ListQuery.IsValid(Parameters.SessionFilters, ("lint", Lint))) return BadRequest();
        List = await sessions.ListAsync(Filter(), new PageRequest { Limit = PageSize }, cancellationToken);
        if (id is null) return Page();
        Session = await sessions.GetAsync(id, cancellationToken);
        Gone = Session is null;
        if (Gone) Response.StatusCode = StatusCodes.Status404NotFound;
        else Lines = [.. (await sessions.LinesAsync(id, 0, FirstLines, cancellationToken) ?? []).Select(line => line.In(texts.Language))];
        return Page();
    }

    private SessionFilter Filter() => new() { Live = Show == "live" ? true : null, Lint = string.IsNullOrEmpty(Lint) ? null : Lint };
}
