using MailSink.Reports;
using MailSink.Storage;
using Xunit;
using static MailSink.Tests.Reports.ReportStore;

namespace MailSink.Tests.Reports;

/// <summary>A report is made once: whatever stops between the message and its report.</summary>
public sealed class ReportWorkerTests
{
    [Fact]
    public async Task Reports_that_were_due_when_the_program_stopped_are_made_by_the_next()
    {
        await using var store = await OpenAsync();
        var first = await store.SendAsync(Envelope("", "bounce+550+5.1.1@x"));
        await store.SendAsync(Envelope("", "b@x"));
        var last = await store.SendAsync(Envelope("", "b@x NOTIFY=SUCCESS", "bounce+450+4.2.1@x"));
        await store.StartAsync();
        var reports = await store.ReportsAsync(last, 3);
        Assert.Equal([first.ToString(), last.ToString(), last.ToString()], reports.Select(report => report.Envelope.ReportOf));
    }

    [Fact]
    public async Task A_second_start_makes_nothing_again()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var id = await store.SendAsync(Envelope("", "bounce+550+5.1.1@x", "b@x NOTIFY=SUCCESS"));
        await store.ReportsAsync(id, 2);
        await store.StopAsync();
        await store.StartAsync();
        var next = await store.SendAsync(Envelope("", "bounce+550+5.1.1@x"));
        var reports = await store.ReportsAsync(id, 4);
        Assert.Equal(next.ToString(), reports[^1].Envelope.ReportOf);
        Assert.Equal(4, reports.Count);
    }

    [Fact]
    public async Task A_stop_between_two_reports_on_one_message_leaves_the_second_to_be_made()
    {
        await using var store = await OpenAsync();
        var id = await store.SendAsync(Envelope("", "bounce+550+5.1.1@x", "bounce+450+4.2.1@x", "b@x NOTIFY=SUCCESS"));
        // As the store is when the process was killed behind the first of the three.
        await store.Store.Edits.MarkReportsAsync(ReportMark.Behind(id.Seq, ReportAction.Delayed));
        await store.StartAsync();
        var reports = await store.ReportsAsync(id, 2);
        Assert.Equal(["failed", "delivered"], reports.Select(report => report.Status[1]["Action"]));
    }

    [Fact]
    public async Task A_message_deleted_before_gets_none()
    {
        await using var store = await OpenAsync();
        var gone = await store.SendAsync(Envelope("", "bounce+550+5.1.1@x"));
        var kept = await store.SendAsync(Envelope("", "bounce+550+5.1.1@x"));
        await store.Store.Edits.DeleteAsync([gone.Seq]);
        await store.StartAsync();
        Assert.Equal(kept.ToString(), Assert.Single(await store.ReportsAsync(kept, 1)).Envelope.ReportOf);
    }

    [Fact]
    public async Task Many_at_once_get_one_each()
    {
        const int Count = 150;
        await using var store = await OpenAsync();
        await store.StartAsync();
        var ids = new List<MessageId>();
        for (var i = 0; i < Count; i++) ids.Add(await store.SendAsync(Envelope("", "bounce+550+5.1.1@x")));
        var reports = (await store.ReportsAsync(new MessageId(0, Count), Count)).Concat(await store.ReportsAsync(default, 2 * Count));
        Assert.Equal(ids.Select(id => id.ToString()).Order(), reports.Select(report => report.Envelope.ReportOf).OfType<string>().Distinct().Order());
        Assert.Equal(2 * Count, store.Store.Scalar("SELECT count(*) FROM message"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_mark_covers_what_is_before_it_and_nothing_behind(int kind)
    {
        var (seq, action) = (7, (ReportAction)kind);
        var mark = ReportMark.Behind(seq, action);
        Assert.True(mark.Covers(seq, action));
        Assert.True(mark.Covers(seq - 1, ReportAction.Delivered));
        Assert.False(action != ReportAction.Delivered && mark.Covers(seq, action + 1));
        Assert.False(mark.Covers(seq + 1, ReportAction.Delayed));
        Assert.Equal(seq, mark.FirstSeq);
        Assert.Equal(seq + 1, ReportMark.Behind(seq).FirstSeq);
    }
}
