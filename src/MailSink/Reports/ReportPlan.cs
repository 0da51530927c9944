using MailSink.Smtp;
using MailSink.Storage;

namespace MailSink.Reports;

/// <summary>A delivery report that is due: what it says, and of whom.</summary>
internal sealed record ReportPlan(ReportAction Action, IReadOnlyList<ReportedRecipient> Recipients)
{
    /// <summary>Whether any report may be due; asked of every message as it comes, so it looks at nothing twice.</summary>
    public static bool MayBeDue(Envelope envelope)
    {
        // RFC 3461 section 5.2: "a DSN MUST NOT be issued" for a message from the null reverse-path.
        if (envelope.ReversePath.Length == 0) return false;
        foreach (var recipient in envelope.Recipients)
        {
            if (recipient.Outcome is { IsReported: true }) return true;
            if (recipient.Requests is { } asked && (asked.Notify & NotifyOn.Success) != 0) return true;
        }

        return envelope.Requests?.DeliverBy is not null;
    }

    /// <summary>The reports that a message asks for, in the order of <see cref="ReportAction"/>.</summary>
    public static IReadOnlyList<ReportPlan> Of(StoredEnvelope envelope)
    {
        if (envelope.From.Length == 0) return [];
        var deadline = DeadlineOf(envelope);
        var lines = envelope.Recipients.SelectMany(recipient => LinesOf(recipient, deadline));
        return [.. lines.GroupBy(line => line.Action, line => line.Recipient).OrderBy(group => group.Key).Select(group => new ReportPlan(group.Key, [.. group]))];
    }

    /// <summary>The deadline the message came with (RFC 2852), or null.</summary>
    public static DeliverBy? DeadlineOf(StoredEnvelope envelope) =>
        StoredParameter.Find(envelope.Parameters, "BY") is { } value ? DeliverBy.Parse(value) : null;

    private static IEnumerable<(ReportAction Action, ReportedRecipient Recipient)> LinesOf(StoredRecipient recipient, DeliverBy? deadline)
    {
        var notify = NotifyList.Parse(StoredParameter.Find(recipient.Parameters, "NOTIFY") ?? "");
        // RFC 3461 section 4.1: without NOTIFY a failure is reported, and a delay may be.
        if (notify == NotifyOn.Unsaid) notify = NotifyOn.Failure | NotifyOn.Delay;
        var (failure, delay) = ((notify & NotifyOn.Failure) != 0, (notify & NotifyOn.Delay) != 0);
        if (recipient.Outcome is { Code: >= 400 } outcome)
        {
            // What the client was told in the conversation is not reported a second time.
            if (!outcome.Reported) yield break;
            var said = new ReportedRecipient(recipient, outcome.Enhanced ?? $"{outcome.Code / 100}.0.0", DiagnosticOf(outcome));
            if (outcome.Code >= 500)
            {
                if (failure) yield return (ReportAction.Failed, said);
            }
            else if (deadline is { Returns: true })
            {
                // RFC 2852 section 4.1.3: past the deadline of BY=…;R it is given up, with 5.4.7. Here that is at once, as section 4.1 lets it be
                // ("an MTA MAY return a message as undeliverable before the deliver-by-time has been reached"): a sink tries nothing again.
                if (failure) yield return (ReportAction.Failed, said with { Status = "5.4.7" });
            }
            else if (delay)
            {
                yield return (ReportAction.Delayed, deadline is null ? said : said with { Status = "4.4.7" });
            }

            yield break;
        }

        // "a 'delayed' DSN with status 4.4.7": the deadline of BY=0;N or BY=-n;N had passed when the message came.
        if (deadline is { Returns: false, Seconds: <= 0 } && delay) yield return (ReportAction.Delayed, new ReportedRecipient(recipient, "4.4.7", null));
        if ((notify & NotifyOn.Success) != 0) yield return (ReportAction.Delivered, new ReportedRecipient(recipient, "2.0.0", null));
    }

    private static string DiagnosticOf(StoredOutcome outcome) =>
        $"smtp; {outcome.Code} {(outcome.Enhanced is null ? "" : outcome.Enhanced + " ")}{outcome.Text}";
}

/// <summary>A recipient a report is about.</summary>
/// <param name="Recipient">As RCPT named it.</param>
/// <param name="Status">Field <c>Status</c>.</param>
/// <param name="Diagnostic">Field <c>Diagnostic-Code</c>, or null.</param>
internal sealed record ReportedRecipient(StoredRecipient Recipient, string Status, string? Diagnostic);
