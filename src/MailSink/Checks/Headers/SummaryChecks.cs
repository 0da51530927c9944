using System.Globalization;
using MailSink.Smtp;
using MimeKit;

namespace MailSink.Checks.Headers;

/// <summary>Destination, subject, traces and size.</summary>
internal static class SummaryChecks
{
    private const int LongestSubject = 255;
    private const int ShortestShout = 12;
    private const long CustomarySize = 25_000_000;
    private const int ManyHops = 25;
    private const int LoopingHops = 100;

    public static void Destination(CheckedMail mail, MailFindings findings)
    {
        var header = mail.Header;
        if (header.Fields.Count > 0 && header.First("To") is null && header.First("Cc") is null && header.First("Bcc") is null)
            findings.Report(HeaderLint.NoDestination, "neither To nor Cc nor Bcc");
        // RFC 5322 section 3.6.3 lets an empty Bcc stay.
        if (header.First("Bcc") is { IsEmpty: false } blind) findings.Report(HeaderLint.BccLeft, blind.Text, blind.Offset);
    }

    public static void Subject(CheckedMail mail, MailFindings findings)
    {
        if (mail.Header.First("Subject") is not { } field)
        {
            if (mail.Header.Fields.Count > 0) findings.Report(HeaderLint.Subject, "there is none");
            return;
        }

        var subject = mail.Mail.HeaderValue(HeaderId.Subject)?.Trim() ?? field.Text;
        if (subject.Length == 0) findings.Report(HeaderLint.Subject, "it is empty", field.Offset);
        else if (subject.Length > LongestSubject) findings.Report(HeaderLint.Subject, $"{subject.Length} characters", field.Offset);
        else if (subject.Length >= ShortestShout && subject.Contains(' ') && subject.Any(char.IsUpper) && !subject.Any(c => char.IsLetter(c) && !char.IsUpper(c)))
            findings.Report(HeaderLint.Subject, "capitals only", field.Offset);
    }

    public static void Resent(CheckedMail mail, MailFindings findings)
    {
        var first = mail.Header.Fields.FirstOrDefault(field => field.Name.StartsWith("Resent-", StringComparison.OrdinalIgnoreCase));
        if (first is null) return;
        foreach (var name in (ReadOnlySpan<string>)["Resent-Date", "Resent-From"])
        {
            if (mail.Header.First(name) is null) findings.Report(HeaderLint.Resent, $"{first.Name} without {name}", first.Offset);
        }
    }

    public static void Hops(CheckedMail mail, MailFindings findings)
    {
        var hops = mail.Header.Count("Received");
        if (hops > ManyHops)
            findings.Report(HeaderLint.Received, $"{hops} Received fields", mail.Header.First("Received")!.Offset, severity: hops > LoopingHops ? Severity.Error : null);
    }

    public static void Size(CheckedMail mail, MailFindings findings)
    {
        if (mail.Size > CustomarySize)
            findings.Report(HeaderLint.Large, string.Create(CultureInfo.InvariantCulture, $"{mail.Size / 1_000_000.0:0.#} MB"));
    }
}
