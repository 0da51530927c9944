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
            foreach (var parameter in recipient.Parameters)
                if (parameter.Keyword == "NOTIFY" && Has(parameter.Value, "SUCCESS")) return true;
        }

        foreach (var parameter in envelope.Parameters)
            if (parameter.Keyword == "BY") return true;
        return false;
    }

    /// <summary>The reports that a message asks for, in the order of <see cref="ReportAction"/>.</summary>
    public static IReadOnlyList<ReportPlan> Of(StoredEnvelope envelope)
    {
        if (envelope.From.Length == 0) return [];
        var deadline = DeliverBy.Of(envelope);
        var lines = envelope.Recipients.SelectMany(recipient => LinesOf(recipient, deadline));
        return [.. lines.GroupBy(line => line.Action, line => line.Recipient).OrderBy(group => group.Key).Select(group => new ReportPlan(group.Key, [.. group]))];
    }

    private static IEnumerable<(ReportAction Action, ReportedRecipient Recipient)> LinesOf(StoredRecipient recipient, DeliverBy? deadline)
    {
        var notify = recipient.Parameters?.FirstOrDefault(p => p.Keyword == "NOTIFY")?.Value;
        // RFC 3461 section 4.1: without NOTIFY a failure is reported, and a delay may be.
        var (failure, delay) = (notify is null || Has(notify, "FAILURE"), notify is null || Has(notify, "DELAY"));
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
                // RFC 2852 section 4.1.3: past the deadline of BY=…;R it is given up. Here that is at once: a sink does not wait.
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
        if (notify is not null && Has(notify, "SUCCESS")) yield return (ReportAction.Delivered, new ReportedRecipient(recipient, "2.0.0", null));
    }

    private static string DiagnosticOf(StoredOutcome outcome) =>
        $"smtp; {outcome.Code} {(outcome.Enhanced is null ? "" : outcome.Enhanced + " ")}{outcome.Text}";

    private static bool Has(string? list, string word)
    {
        foreach (var part in list.AsSpan().Split(','))
            if (list.AsSpan(part).Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}

/// <summary>A recipient a report is about.</summary>
/// <param name="Recipient">As RCPT named it.</param>
/// <param name="Status">Field <c>Status</c>.</param>
/// <param name="Diagnostic">Field <c>Diagnostic-Code</c>, or null.</param>
internal sealed record ReportedRecipient(StoredRecipient Recipient, string Status, string? Diagnostic);
