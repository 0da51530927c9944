using MailSink.Messages;
using MailSink.Pages.Shell;
using MailSink.Rest;
using MailSink.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MailSink.Pages;

/// <summary><c>/</c> and <c>/inbox/{id}</c>: the list and the opened message.</summary>
internal sealed class InboxModel(MessageReader messages, ShellFacts shell) : PageModel
{
    /// <summary>Rows of the first page, and of each page that scrolling fetches.</summary>
    public const int PageSize = 50;

    /// <summary>Only this inbox, or all.</summary>
    [BindProperty(SupportsGet = true, Name = "inbox")]
    public string? InboxName { get; set; }

    /// <summary>Only messages whose subject contains this.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    /// <summary>Only messages with this finding, or with one of this severity.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Lint { get; set; }

    /// <summary>Only messages with this parameter of MAIL or RCPT, <c>KEYWORD</c> or <c>KEYWORD=value</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Parameter { get; set; }

    /// <summary>The tab of the message to show, or null for the best one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    public PageDto<MessageSummary> List { get; private set; } = null!;
    public MessageView? Message { get; private set; }

    /// <summary>A message was asked for that is not there.</summary>
    public bool Gone { get; private set; }

    /// <summary>Nothing has ever been kept: the page shows how to connect.</summary>
    public bool FirstRun { get; private set; }

    /// <summary>The query string that keeps inbox and search on links within the page.</summary>
    public string Query => ListQuery.Of(("inbox", InboxName), ("subject", Subject), ("lint", Lint), ("parameter", Parameter));

    /// <summary>What narrows the list beside inbox and subject: name, value, and the query string without it.</summary>
    public IEnumerable<(string Name, string Value, string Without)> Narrowed
    {
        get
        {
            if (Lint is { Length: > 0 }) yield return ("lint", Lint, ListQuery.Of(("inbox", InboxName), ("subject", Subject), ("parameter", Parameter)));
            if (Parameter is { Length: > 0 }) yield return ("parameter", Parameter, ListQuery.Of(("inbox", InboxName), ("subject", Subject), ("lint", Lint)));
        }
    }

    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellationToken)
    {
        if (!ListQuery.IsValid(Parameters.MessageFilters, ("lint", Lint), ("parameter", Parameter))) return BadRequest();
        if (id is not null)
        {
            var found = MessageId.TryParse(id, out var messageId) ? await messages.GetAsync(messageId, cancellationToken) : null;
            Message = found is null ? null : new MessageView(found, Tab, Query);
            Gone = found is null;
            if (Gone) Response.StatusCode = StatusCodes.Status404NotFound;
        }

        // A script asks for the message alone when a row is clicked: the list stands already.
        if (Request.Headers["X-Pane"] == "message") return Partial("_Message", Message);
        var filter = new MessageFilter { Inbox = NullIfEmpty(InboxName), Subject = NullIfEmpty(Subject), Lint = NullIfEmpty(Lint), Parameter = NullIfEmpty(Parameter) };
        List = await messages.ListAsync(filter, new PageRequest { Limit = PageSize }, cancellationToken);
        FirstRun = id is null && Query.Length == 0 && List.Items.Count == 0 && (await shell.LoadAsync(cancellationToken)).Total == 0;
        return Page();
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
