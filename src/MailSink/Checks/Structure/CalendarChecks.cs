using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Structure;

/// <summary>Invitations.</summary>
internal static class CalendarChecks
{
    public static void Run(CheckedMail mail, MailFindings findings)
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
}
