using MailSink.Smtp;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MailSink.Pages;

/// <summary><c>/reference</c>: the engine's tables, and one code explained.</summary>
internal sealed class ReferenceModel : PageModel
{
    /// <summary>The second digits that have a meaning: the columns of the code table.</summary>
    public static readonly int[] Columns = [0, 1, 2, 3, 5];

    /// <summary>The code to explain.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Code { get; set; }

    public ExplanationView Explanation { get; private set; } = null!;

    public IActionResult OnGet()
    {
        Explanation = ExplanationView.OfCode(Code is >= 200 and <= 599 ? Code.Value : 250);
        return Request.Headers["X-Pane"] == "explanation" ? Partial("_ExplanationPane", Explanation) : Page();
    }

    /// <summary>The codes of one cell; what stands in no column of its own goes to the last.</summary>
    public static IEnumerable<ReplyCodeRow> Cell(int first, int second) => ReplyCodeTable.Rows.Where(row =>
        row.Code / 100 == first && (row.Code / 10 % 10 is var digit && (digit == second || (second == 5 && !Columns.Contains(digit)))));
}
