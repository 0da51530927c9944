using System.Globalization;
using MailSink.Configuration;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Edits;
using Microsoft.EntityFrameworkCore;

namespace MailSink.Reports;

/// <summary>
/// Makes the delivery reports messages ask for (RFC 3461) and stores each in its message's inbox. It works behind the
/// acknowledgement, one report after another; the mark that is stored with a report makes sure that a crash neither loses one nor
/// makes one twice.
/// </summary>
internal sealed partial class ReportWorker(
    StoreReaders readers, StoreHead head, StoreEdits edits, ReportRequests requests, SinkOptions options, TimeProvider time, ILogger<ReportWorker> logger)
    : StoreFollower("Making delivery reports", time, logger)
{
    /// <summary>Messages without reports after which the mark is stored by itself, so that the next start need not look at them again.</summary>
    private const long FarBehind = 1000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task FollowAsync(CancellationToken cancellationToken)
    {
        var mark = await ReadMarkAsync(cancellationToken);
        var upTo = head.Newest.Seq;
        var started = mark;
        mark = await CatchUpAsync(mark, upTo, cancellationToken);
        if (upTo - started.FirstSeq > FarBehind) await edits.MarkReportsAsync(mark);
        while (true)
        {
            await requests.WaitAsync(cancellationToken);
            mark = await CatchUpAsync(mark, head.Newest.Seq, cancellationToken);
        }
    }

    /// <returns>The mark behind everything that was stored up to a message.</returns>
    private async Task<ReportMark> CatchUpAsync(ReportMark mark, long upTo, CancellationToken cancellationToken)
    {
        while (true)
        {
            var sources = await ReportSource.ReadAsync(readers, mark.FirstSeq, upTo, cancellationToken);
            if (sources.Count == 0) return ReportMark.Behind(Math.Max(upTo, mark.FirstSeq - 1));
            foreach (var source in sources)
            {
                await ReportAsync(source, mark, cancellationToken);
                mark = ReportMark.Behind(source.Id.Seq);
            }
        }
    }

    private async Task ReportAsync(ReportSource source, ReportMark mark, CancellationToken cancellationToken)
    {
        foreach (var plan in ReportPlan.Of(source.Envelope))
        {
            if (mark.Covers(source.Id.Seq, plan.Action)) continue;
            using var content = new MemoryStream();
            try
            {
                using var mail = ReportMail.Make(source, plan, options.ServerName, Time.GetUtcNow(), readers);
                await mail.WriteToAsync(ReportMail.Format, content, cancellationToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // A fault of ours with one message must not hold up the reports on all that follow.
                LogReportFault(fault, source.Id);
                continue;
            }

            await StoreAsync(source, plan, content, cancellationToken);
        }
    }

    private async Task StoreAsync(ReportSource source, ReportPlan plan, MemoryStream content, CancellationToken cancellationToken)
    {
        var place = new ReportPlace(source.Id, ReportMark.Behind(source.Id.Seq, plan.Action));
        while (true)
        {
            content.Position = 0;
            var envelope = new Envelope { ReversePath = "", Via = ContentVia.Report, SmtpUtf8 = ReportMail.IsInternational(source, plan) };
            envelope.Recipients.Add(new Recipient(source.Envelope.From, []));
            var result = await edits.AddMessageAsync(envelope, content, source.Inbox, cancellationToken, place);
            if (result.Status == CommitStatus.Stored) return;
            LogNoRoom(source.Id, result.Status);
            await Task.Delay(Pause, Time, cancellationToken);
        }
    }

    private async Task<ReportMark> ReadMarkAsync(CancellationToken cancellationToken)
    {
        using var reader = readers.Open();
        var text = await reader.Db.Meta.Where(m => m.Key == ReportMark.Key).Select(m => m.Value).FirstOrDefaultAsync(cancellationToken);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? new ReportMark(value) : default;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The delivery report on message {Id} could not be made")]
    private partial void LogReportFault(Exception fault, MessageId id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The delivery report on message {Id} waits: {Status}")]
    private partial void LogNoRoom(MessageId id, CommitStatus status);
}
