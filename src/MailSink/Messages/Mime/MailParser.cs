namespace MailSink.Messages.Mime;

/// <summary>
/// Reads a mail's structure in one pass over its octets, in memory that does not grow with the mail. Never throws for what a
/// mail contains.
/// </summary>
internal static class MailParser
{
    /// <param name="content">The octets as received; read once, from start to end.</param>
    /// <param name="hash">Compute <see cref="MimeNode.Sha256"/>, which lists do not need.</param>
    /// <param name="limits">Where to stop; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the parse with an exception.</param>
    public static ParsedMail Parse(Stream content, bool hash, MimeLimits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= new MimeLimits();
        using var source = new StoppableStream(content, limits.MaxHeaderOctets);
        using var scan = new MimeScan(source, limits, hash);
        ParseOutcome outcome;
        try
        {
            scan.ReadMessage(cancellationToken);
            outcome = source.IsStopped || scan.IsIncomplete ? ParseOutcome.Partial : ParseOutcome.Ok;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or IOException))
        {
            // A mail may break its parser in ways nobody foresaw. It must be shown all the same: as far as it was read, else raw.
            outcome = scan.Root is null ? ParseOutcome.Failed : ParseOutcome.Partial;
        }

        if (scan.Root is null) return new ParsedMail(null, ParseOutcome.Failed);
        scan.Finish();
        return new ParsedMail(scan.Root, outcome);
    }
}
