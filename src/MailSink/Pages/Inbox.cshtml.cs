using MailSink.Messages;
using MailSink.Pages.Shell;
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
    public string Query => QueryString.Create(
        new Dictionary<string, string?> { ["inbox"] = InboxName, ["subject"] = Subject }.Where(p => !string.IsNullOrEmpty(p.Value))).Value ?? "";

    public async Task<IActionResult> OnGetAsync(string? id, CancellationToken cancellationToken)
    {
        if (id is not null)
        {
            var found = MessageId.TryParse(id, out var messageId) ? await messages.GetAsync(messageId, cancellationToken) : null;
            Message = found is null ? null : new MessageView(found, Tab, Query);
            Gone = found is null;
            if (Gone) Response.StatusCode = StatusCodes.Status404NotFound;
        }

        // A script asks for the message alone when a row is clicked: the list stands already.
        if (Request.Headers["X-Pane"] == "message") return Partial("_Message", Message);
        var filter = new MessageFilter { Inbox = NullIfEmpty(InboxName), Subject = NullIfEmpty(Subject) };
        List = await messages.ListAsync(filter, new PageRequest { Limit = PageSize }, cancellationToken);
        FirstRun = id is null && Query.Length == 0 && List.Items.Count == 0 && (await shell.LoadAsync(cancellationToken)).Total == 0;
        return Page();
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
