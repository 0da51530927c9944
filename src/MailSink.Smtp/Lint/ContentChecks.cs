namespace MailSink.Smtp;

/// <summary>What the octets of a complete message say about the client that sent them.</summary>
internal static class ContentChecks
{
    public static void Run(SmtpSession session, Transaction open, ContentWriter content)
    {
        var envelope = open.Envelope;
        content.Scan.Finish();
        envelope.Content = content.Scan.Facts | (content.SawLookAlike ? ContentFacts.EndLookAlike : 0);
        if (envelope.Content != ContentFacts.None) ReportFacts(session, envelope, content);
        var findings = session.Findings;
        if (content.Total == 0) findings.Report(ContentLint.Empty, "no octets at all");
        if (content.Scan.EndsInsideLine) findings.Report(ContentLint.NoFinalNewline, "the last octets are no CRLF");
        if (envelope.DeclaredSize < content.Total) findings.Report(SessionLint.SizeLied, $"SIZE={envelope.DeclaredSize}, but {content.Total} octets came");
        if (envelope.SmtpUtf8 && !open.NeedsSmtpUtf8 && (envelope.Content & ContentFacts.EightBit) == 0)
            findings.Report(ContentLint.NeedlessSmtpUtf8, "addresses and message are ASCII");
        if (envelope.Recipients.Count > 1) ReportDuplicates(findings, envelope.Recipients);
    }

    private static void ReportFacts(SmtpSession session, Envelope envelope, ContentWriter content)
    {
        ref var scan = ref content.Scan;
        Report(session, ContentLint.BareLf, "LF without CR", scan.BareLf);
        Report(session, ContentLint.BareCr, "CR without LF", scan.BareCr);
        Report(session, ContentLint.Nul, "NUL", scan.Nul);
        Report(session, ContentLint.LongLine, "more than 998 octets in a line", scan.LongLines);
        if (envelope.Body != "8BITMIME") Report(session, ContentLint.EightBit, "octets above 127", scan.EightBit);
        if (content.SawLookAlike) session.Findings.Report(ContentLint.EndLookAlike, "a dot between line ends that are not both CRLF");
    }

    private static void Report(SmtpSession session, LintRow row, string detail, in FactTally tally)
    {
        if (tally.Count > 0) session.Findings.Report(row, detail, tally.First, tally.Count);
    }

    private static void ReportDuplicates(SessionFindings findings, List<Recipient> recipients)
    {
        var seen = new HashSet<string>(recipients.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var recipient in recipients)
            if (!seen.Add(recipient.Address)) findings.Report(SessionLint.SameRecipient, recipient.Address);
    }
}
