namespace MailSink.Smtp;

/// <summary>What the octets of a complete message say about the client that sent them.</summary>
internal static class ContentChecks
{
    private const int ManySmallChunks = 8;
    private const long SizeWorthDeclaring = 1024 * 1024;

    public static void Run(SmtpSession session, Transaction open, ContentWriter content)
    {
        var envelope = open.Envelope;
        content.Scan.Finish();
        // What is no text has no lines, and any octet in it is as good as any other (RFC 3030 section 3).
        envelope.Content = envelope.IsBinary ? ContentFacts.None : content.Scan.Facts | (content.SawLookAlike ? ContentFacts.EndLookAlike : 0);
        if (envelope.Content != ContentFacts.None) ReportFacts(session, envelope, content);
        var findings = session.Findings;
        if (open.SmallChunks >= ManySmallChunks) findings.Report(ContentLint.OddChunks, $"{open.SmallChunks} chunks of less than 1 KiB");
        if (content.Total == 0) findings.Report(ContentLint.Empty, "no octets at all");
        if (content.Scan.EndsInsideLine && !envelope.IsBinary) findings.Report(ContentLint.NoFinalNewline, "the last octets are no CRLF");
        if (envelope.DeclaredSize < content.Total) findings.Report(SessionLint.SizeLied, $"SIZE={envelope.DeclaredSize}, but {content.Total} octets came");
        if (envelope.DeclaredSize is null && content.Total > SizeWorthDeclaring && session.Hello == Hello.Ehlo && ExtensionTable.Size.IsOffered(session))
            findings.Report(SessionLint.SizeLied, $"SIZE was offered and not used for {content.Total} octets");
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
            if (!seen.Add(MailboxName.Canonical(recipient.Address))) findings.Report(SessionLint.SameRecipient, recipient.Address);
    }
}
