using System.Text;
using MailSink.Smtp;
using MailSink.Storage;
using MimeKit.Utils;

namespace MailSink.Reports;

/// <summary>The machine-readable part of a report: the fields of RFC 3464 sections 2.2 and 2.3.</summary>
internal static class StatusFields
{
    /// <summary>How long a delayed message is tried (RFC 5321 section 4.5.4.1: "generally … at least 4-5 days").</summary>
    public static readonly TimeSpan RetryTime = TimeSpan.FromDays(5);

    /// <summary>The fields about the message, then those about each recipient behind an empty line.</summary>
    public static string Make(ReportSource source, ReportPlan plan, string host)
    {
        var fields = new StringBuilder();
        var envelope = source.Envelope;
        // RFC 3461 section 6.3: "the MTA must decode the xtext encoding when copying the ENVID value".
        if (StoredParameter.Find(envelope.Parameters, "ENVID") is { } envid) Add(fields, "Original-Envelope-Id", Xtext.Decode(envid) ?? envid);
        Add(fields, "Reporting-MTA", $"dns; {host}");
        if (ReceivedFrom(envelope.Client) is { } client) Add(fields, "Received-From-MTA", $"dns; {client}");
        Add(fields, "Arrival-Date", DateUtils.FormatDate(source.ReceivedAt));
        if (ReportPlan.DeadlineOf(envelope) is { } deadline) Add(fields, "Deliver-by-date", DateUtils.FormatDate(source.ReceivedAt.AddSeconds(deadline.Seconds)));
        if (StoredParameter.Find(envelope.Parameters, "HOLDFOR") is { } seconds) Add(fields, "Future-Release-Request", $"for;{seconds}");
        if (StoredParameter.Find(envelope.Parameters, "HOLDUNTIL") is { } time) Add(fields, "Future-Release-Request", $"until;{time}");
        foreach (var recipient in plan.Recipients) Add(fields, source, plan.Action, recipient);
        return fields.ToString();
    }

    /// <summary>When trying ends. A deadline of BY "does not extend an MTA's normal retention period" (RFC 2852 section 4).</summary>
    public static DateTimeOffset RetryUntil(ReportSource source) => source.ReceivedAt + RetryTime;

    private static void Add(StringBuilder fields, ReportSource source, ReportAction action, ReportedRecipient reported)
    {
        fields.Append("\r\n");
        // "If no ORCPT parameter was provided for this recipient, the Original-Recipient field MUST NOT appear."
        if (StoredParameter.Find(reported.Recipient.Parameters, "ORCPT") is { } orcpt) Add(fields, "Original-Recipient", Original(orcpt));
        var address = reported.Recipient.Address;
        Add(fields, "Final-Recipient", $"{(Ascii.IsValid(address) ? "rfc822" : "utf-8")}; {address}");
        Add(fields, "Action", action.ToString().ToLowerInvariant());
        Add(fields, "Status", reported.Status);
        if (reported.Diagnostic is { } diagnostic) Add(fields, "Diagnostic-Code", diagnostic);
        Add(fields, "Last-Attempt-Date", DateUtils.FormatDate(source.ReceivedAt));
        Add(fields, "Final-Log-ID", source.Id.ToString());
        if (action == ReportAction.Delayed) Add(fields, "Will-Retry-Until", DateUtils.FormatDate(RetryUntil(source)));
    }

    /// <summary>The value of ORCPT, decoded; an address in UTF-8 in its plain form (RFC 6533 section 4.1).</summary>
    private static string Original(string orcpt) =>
        OriginalRecipient.Parse(orcpt) is { } original ? $"{original.Type}; {original.Address}" : $"unknown; {orcpt}";

    // RFC 3464 section 2.2.4: the name EHLO gave, and "the network address … as a comment enclosed in parentheses".
    private static string? ReceivedFrom(StoredClient? client) => (client?.Helo, client?.Address) switch
    {
        (null, null) => null,
        ({ } helo, null) => helo,
        (null, { } address) => Literal(address),
        ({ } helo, { } address) => $"{helo} ({Literal(address)})",
    };

    private static string Literal(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[IPv6:{address}]" : $"[{address}]";

    /// <summary>A value may come from a client: what would begin another field or line is shown as a question mark.</summary>
    private static void Add(StringBuilder fields, string name, string value)
    {
        fields.Append(name).Append(": ");
        foreach (var character in value) fields.Append(char.IsControl(character) ? '?' : character);
        fields.Append("\r\n");
    }
}
