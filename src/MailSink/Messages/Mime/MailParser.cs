using System.Security.Cryptography;

namespace MailSink.Messages.Mime;

/// <summary>
/// Reads a mail's structure in one pass over its octets, in memory that does not grow with the mail. Never throws for what a
/// mail contains.
/// </summary>
internal static class MailParser
{
    /// <param name="content">The octets as received; read once, from start to end.</param>
    /// <param name="hash">Compute <see cref="MimeNode.Sha256"/>, which lists do not need.</param>
    /// <param name="inspect">Fill <see cref="MimeNode.Lines"/> and <see cref="MimeNode.Delimiters"/>, for those who check mails.</param>
    /// <param name="limits">Where to stop; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the parse with an exception.</param>
    public static ParsedMail Parse(
        Stream content, bool hash, bool inspect = false, MimeLimits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= new MimeLimits();
        using var source = new StoppableStream(content, limits.MaxHeaderOctets);
        using var scan = new MimeScan(source, limits, hash, inspect);
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
        if (hash && content.CanSeek) HashMessages(content, scan.Root);
        return new ParsedMail(scan.Root, outcome);
    }

    /// <summary>A carried message is read for its parts; as the file it also is, it is hashed in a second reading.</summary>
    private static void HashMessages(Stream content, MimeNode root)
    {
        var buffer = new byte[64 * 1024];
        foreach (var node in root.WithDescendants().Where(n => (n.IsMessage || n.CarriesMessage) && n.Sha256 is null && !n.IsWithinMessage))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            content.Position = node.Start;
            for (var left = node.End - node.Start; left > 0;)
            {
                var read = content.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                if (read == 0) break;
                hash.AppendData(buffer, 0, read);
                left -= read;
            }

            node.Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}
