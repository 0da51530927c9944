using MailSink.Reports;
using MailSink.Storage.Writer;

namespace MailSink.Storage.Edits;

/// <summary>Stores how far delivery reports have been made, when no report has done that for long.</summary>
internal sealed class MarkReportsChore(ReportMark mark) : Chore<bool>
{
    protected override bool Result => true;

    public override bool Run(StoreFile file, Batch batch, Slice slice)
    {
        file.Purge.Meta.BindText(1, ReportMark.Key).Bind(2, mark.Value).Run();
        return true;
    }
}
