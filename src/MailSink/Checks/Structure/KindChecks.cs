using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Structure;

/// <summary>Parts that are for programs: invitations, signed and encrypted mail, reports.</summary>
internal static class KindChecks
{
    private static readonly string[] EachRecipient = ["Final-Recipient", "Action", "Status"];

    public static void Calendar(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts.Where(part => part.ContentType.IsMimeType("text", "calendar")))
        {
            var calendar = CalendarScan.Read(part.Number, CharsetText.Decode(part.Text.Span, part.Charset));
            var declared = part.ContentType.Parameters["method"];
            // A calendar without a method, attached as a file, is no invitation.
            if (declared is null && calendar.Method is null && part.Disposition?.IsAttachment == true) continue;
            var fault = declared is null ? "no method= in Content-Type"
                : !declared.Equals(calendar.Method, StringComparison.OrdinalIgnoreCase) ? $"method={declared} in Content-Type, METHOD:{calendar.Method} in the calendar"
                : calendar.Uid is null ? "the event has no UID" : null;
            if (fault is not null) findings.Report(MimeLint.Calendar, fault, part.Start, part.Number);
        }
    }

    public static void Security(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts)
        {
            var fault = part.ContentType.IsMimeType("multipart", "signed") ? SignedFault(part)
                : part.ContentType.IsMimeType("multipart", "encrypted") ? EncryptedFault(part) : null;
            if (fault is not null) findings.Report(MimeLint.Security, fault, part.Start, part.Number);
        }
    }

    public static void Report(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts.Where(part => part.ContentType.IsMimeType("multipart", "report")))
        {
            if (ReportFault(part) is { } fault) findings.Report(MimeLint.Report, fault, part.Start, part.Number);
        }
    }

    private static string? SignedFault(MimeNode part)
    {
        if (part.ContentType.Parameters["protocol"] is not { Length: > 0 } protocol) return "multipart/signed without protocol=";
        if (string.IsNullOrEmpty(part.ContentType.Parameters["micalg"])) return "multipart/signed without micalg=";
        if (part.Children.Count != 2) return $"multipart/signed with {part.Children.Count} parts";
        return Is(part.Children[1], protocol) ? null : $"protocol={protocol}, but the second part is {part.Children[1].MimeType}";
    }

    private static string? EncryptedFault(MimeNode part)
    {
        if (part.ContentType.Parameters["protocol"] is not { Length: > 0 } protocol) return "multipart/encrypted without protocol=";
        if (part.Children.Count != 2) return $"multipart/encrypted with {part.Children.Count} parts";
        return Is(part.Children[0], protocol) ? null : $"protocol={protocol}, but the first part is {part.Children[0].MimeType}";
    }

    private static string? ReportFault(MimeNode part)
    {
        if (part.ContentType.Parameters["report-type"] is not { Length: > 0 } type) return "multipart/report without report-type=";
        if (!type.Equals("delivery-status", StringComparison.OrdinalIgnoreCase)) return null;
        if (part.Children.Find(child => child.ContentType.IsMimeType("message", "delivery-status") || child.ContentType.IsMimeType("message", "global-delivery-status")) is not { } status)
            return "report-type=delivery-status without a message/delivery-status part";
        // RFC 3464 section 2.1: fields of the message, an empty line, fields of each recipient.
        var groups = CharsetText.Decode(status.Text.Span, null).ReplaceLineEndings("\n").Trim('\n').Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        if (status.Text.IsEmpty) return null;
        if (groups.Length == 0 || !HasField(groups[0], "Reporting-MTA")) return "no Reporting-MTA";
        if (groups.Length == 1) return "no recipient";
        var missing = groups.Skip(1).Select(group => EachRecipient.FirstOrDefault(name => !HasField(group, name))).FirstOrDefault(name => name is not null);
        return missing is null ? null : $"a recipient without {missing}";
    }

    private static bool HasField(string group, string name) =>
        group.Split('\n').Any(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase) && line.AsSpan(name.Length).TrimStart().StartsWith(":"));

    private static bool Is(MimeNode part, string type) => part.MimeType.Equals(type.Trim(), StringComparison.OrdinalIgnoreCase);
}
