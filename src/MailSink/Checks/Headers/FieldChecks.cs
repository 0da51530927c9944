using MailSink.Smtp;

namespace MailSink.Checks.Headers;

/// <summary>The header's lines as lines: their form, length and characters, and fields that stand too often.</summary>
internal static class FieldChecks
{
    private static readonly LintRow NoHeader = LintTable.FindById("D14")!;
    private static readonly LintRow WithoutSmtpUtf8 = LintTable.FindById("D08")!;

    /// <summary>RFC 5322 section 3.6, the table's column "Max number", without those that have a finding of their own.</summary>
    private static readonly string[] Once =
    [
        "Sender", "Reply-To", "To", "Cc", "Bcc", "In-Reply-To", "References", "Subject", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "Content-Description",
    ];

    public static void Syntax(CheckedMail mail, MailFindings findings)
    {
        var header = mail.Header;
        if (mail.Size == 0) return;
        if (header.Fields.Count == 0)
        {
            findings.Report(NoHeader, header.NoColon.Count > 0 ? $"the first line is no field: {header.FirstBroken}" : "the message begins with its body", 0);
            return;
        }

        findings.Report(HeaderLint.FieldSyntax, $"a line without a colon: {header.FirstBroken}", header.NoColon);
        findings.Report(HeaderLint.FieldSyntax, "white space before the colon", header.SpaceBeforeColon);
        findings.Report(HeaderLint.FieldSyntax, "a folded line of white space only", header.BlankFold);
        findings.Report(HeaderLint.FieldSyntax, "control characters", header.Control);
    }

    public static void Length(CheckedMail mail, MailFindings findings)
    {
        findings.Report(HeaderLint.LongField, "more than 998 octets in a line", mail.Header.OverLimit);
        findings.Report(HeaderLint.LongField, "more than 78 octets in a line that could be folded", mail.Header.Unfolded, severity: Severity.Info);
    }

    public static void Repeated(CheckedMail mail, MailFindings findings)
    {
        foreach (var name in Once)
        {
            if (mail.Header.Count(name) is > 1 and var count)
                findings.Report(HeaderLint.Duplicate, $"{name}, {count} times", mail.Header.All(name).ElementAt(1).Offset);
        }
    }

    public static void RawCharacters(CheckedMail mail, MailFindings findings)
    {
        // RFC 6532 section 3.2: with SMTPUTF8, UTF-8 is what a header is written in; other octets stay wrong.
        foreach (var field in mail.Header.Fields)
        {
            if (field.IsAscii || (mail.Envelope.SmtpUtf8 && field.IsUtf8)) continue;
            findings.Report(HeaderLint.RawEightBit, $"{field.Name}: {(field.IsUtf8 ? "UTF-8 as it stands" : "octets above 127 that are no UTF-8")}", field.Offset);
            if (field.IsUtf8) findings.Report(WithoutSmtpUtf8, $"{field.Name} holds UTF-8", field.Offset);
        }
    }
}
