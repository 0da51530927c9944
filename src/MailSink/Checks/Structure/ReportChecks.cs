using System.Text.RegularExpressions;
using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Structure;

/// <summary>Reports that machines read: of a delivery, and of a mail that was seen.</summary>
internal static partial class ReportChecks
{
    private static readonly string[] EachRecipient = ["Final-Recipient", "Action", "Status"];

    // RFC 3464 section 2.3.3.
    private static readonly string[] Actions = ["failed", "delayed", "delivered", "relayed", "expanded"];

    private static readonly string[] Failures = ["failed", "delayed"];

    public static void Run(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts.Where(part => part.ContentType.IsMimeType("multipart", "report")))
        {
            if (Fault(part) is { } fault) findings.Report(MimeLint.Report, fault, part.Start, part.Number);
        }
    }

    private static string? Fault(MimeNode part)
    {
        if (part.ContentType.Parameters["report-type"] is not { Length: > 0 } type) return "multipart/report without report-type=";
        if (part.Children.Find(child => IsAccount(child, type.Trim())) is not { } report) return $"report-type={type} without a message/{type} part";
        // RFC 3464 section 2.1: fields of the message, an empty line, fields of each recipient.
        var groups = CharsetText.Decode(report.Text.Span, null).ReplaceLineEndings("\n").Trim('\n').Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        if (report.ContentType.IsMimeType("message", "disposition-notification")) return groups.Length == 0 ? "no Disposition" : ReceiptFault(groups[0]);
        if (!report.ContentType.IsMimeType("message", "delivery-status")) return null;
        if (groups.Length == 0 || Field(groups[0], "Reporting-MTA") is not { } reporter) return "no Reporting-MTA";
        if (!HasType(reporter)) return $"Reporting-MTA: {reporter} has no type such as dns;";
        if (groups.Length == 1) return "no recipient";
        return groups.Skip(1).Select(RecipientFault).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>
    /// The part for machines. RFC 6522 section 3: report-type "is the MIME subtype of the second body part"; with UTF-8 addresses it has
    /// a name of its own (RFC 6533 section 4), and a suffix may say how it is written (RFC 8460 section 5.3).
    /// </summary>
    private static bool IsAccount(MimeNode part, string type)
    {
        var subtype = part.ContentType.MediaSubtype;
        return subtype.Equals(type, StringComparison.OrdinalIgnoreCase) || subtype.Equals($"global-{type}", StringComparison.OrdinalIgnoreCase)
            || subtype.StartsWith($"{type}+", StringComparison.OrdinalIgnoreCase);
    }

    private static string? RecipientFault(string group)
    {
        if (EachRecipient.FirstOrDefault(name => Field(group, name) is null) is { } missing) return $"a recipient without {missing}";
        var (recipient, action, status) = (Field(group, "Final-Recipient")!, Field(group, "Action")!, Field(group, "Status")!);
        if (!HasType(recipient)) return $"Final-Recipient: {recipient} has no type such as rfc822;";
        if (!Actions.Contains(WithoutComment(action), StringComparer.OrdinalIgnoreCase)) return $"Action: {action} is none";
        if (!StatusShape().IsMatch(WithoutComment(status))) return $"Status: {status} is no status code such as 5.1.1";
        // Otherwise the two may differ: RFC 3464 section 2.3.3 has a "failed" with 4 and a "relayed" with 5.
        return status[0] == '2' && Failures.Contains(WithoutComment(action), StringComparer.OrdinalIgnoreCase) ? $"Action: {action}, and Status: {status}, a success" : null;
    }

    /// <summary>RFC 8098 section 3.1: Final-Recipient and Disposition are required.</summary>
    private static string? ReceiptFault(string group)
    {
        if (Field(group, "Final-Recipient") is null) return "no Final-Recipient";
        if (Field(group, "Disposition") is not { } disposition) return "no Disposition";
        return disposition.Contains(';') && disposition.Contains('/') ? null : $"Disposition: {disposition} has no modes and type";
    }

    /// <summary>A field's value, folded lines joined; null when it is not there.</summary>
    private static string? Field(string group, string name)
    {
        foreach (var line in group.Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal).Split('\n'))
        {
            var colon = line.IndexOf(':');
            if (colon > 0 && line.AsSpan(0, colon).TrimEnd().Equals(name, StringComparison.OrdinalIgnoreCase) && line[(colon + 1)..].Trim() is { Length: > 0 } value) return value;
        }

        return null;
    }

    /// <summary>A type and something behind it.</summary>
    private static bool HasType(string value) => value.IndexOf(';') is > 0 and var at && at < value.Length - 1;

    private static string WithoutComment(string value) => (value.IndexOf('(') is >= 0 and var at ? value[..at] : value).Trim();

    /// <summary>RFC 3464 section 2.3.4: "Each numeric sub-field within the status-code MUST be expressed without leading zero digits."</summary>
    [GeneratedRegex(@"^[245](\.(0|[1-9][0-9]{0,2})){2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex StatusShape();
}
