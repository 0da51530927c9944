using System.Text;
using MailSink.Checks.Signatures;
using MailSink.Smtp;
using MimeKit;

namespace MailSink.Checks.Headers;

/// <summary>Who the mail says it is from.</summary>
internal static class OriginatorChecks
{
    public static void From(CheckedMail mail, MailFindings findings)
    {
        var header = mail.Header;
        if (header.First("From") is not { } field)
        {
            if (header.Fields.Count > 0) findings.Report(HeaderLint.From, "there is none");
            return;
        }

        if (header.Count("From") is > 1 and var count)
            findings.Report(HeaderLint.From, $"{count} From fields", header.All("From").ElementAt(1).Offset);
        if (mail.FromList is null || mail.From.Count == 0) findings.Report(HeaderLint.From, $"no list of mailboxes by the grammar: {field.Text}", field.Offset);
        else if (mail.From.Count > 1 && header.First("Sender") is null)
            findings.Report(HeaderLint.From, "several authors and no Sender", field.Offset);
    }

    public static void Misleading(CheckedMail mail, MailFindings findings)
    {
        if (mail.Header.First("From") is not { } field) return;
        foreach (var author in mail.From)
        {
            var name = author.Name ?? "";
            if (AddressIn(name) is { } other && !MailboxName.IsSame(other, author.Address))
                findings.Report(HeaderLint.Misleading, $"the name shows {other}, the address is {author.Address}", field.Offset);
            else if (name.Any(IsDeceptive) || author.Address.Any(IsDeceptive))
                findings.Report(HeaderLint.Misleading, "characters that cannot be seen or change the direction of writing", field.Offset);
            else if (MixesScripts(name) || MixesScripts(author.Address))
                findings.Report(HeaderLint.Misleading, "Latin letters mixed with Greek or Cyrillic ones in a word", field.Offset);
        }
    }

    public static void Alignment(CheckedMail mail, MailFindings findings)
    {
        if (mail.From.Count == 0 || CheckedMail.DomainOf(mail.From[0].Address) is not { } author) return;
        if (CheckedMail.DomainOf(mail.Envelope.From) is not { } sender || DomainAlignment.IsAligned(author, sender)) return;
        var isSigned = mail.Header.All("DKIM-Signature").Any(field => DkimTags.Read(field.Text)?.Domain is { } domain && DomainAlignment.IsAligned(author, domain));
        findings.Report(
            HeaderLint.Alignment, $"MAIL FROM is of {sender}, From of {author}{(isSigned ? "" : ", and no DKIM signature is of that domain")}",
            mail.Header.First("From")!.Offset, severity: isSigned ? Severity.Info : Severity.Warning);
    }

    public static void Others(CheckedMail mail, MailFindings findings)
    {
        var header = mail.Header;
        if (header.First("Return-Path") is { } path)
            findings.Report(HeaderLint.OddOriginator, "Return-Path stands in the message already", path.Offset);
        if (header.First("Sender") is { } sender && CheckedMail.Addresses(sender) is not [MailboxAddress])
            findings.Report(HeaderLint.OddOriginator, $"Sender is not one mailbox: {sender.Text}", sender.Offset);
        if (header.First("Reply-To") is { } reply && CheckedMail.Addresses(reply) is null)
            findings.Report(HeaderLint.OddOriginator, $"Reply-To is no list of addresses: {reply.Text}", reply.Offset);
        if (header.First("Disposition-Notification-To") is { } receipt) Receipt(mail, receipt, findings);
    }

    private static void Receipt(CheckedMail mail, HeaderField receipt, MailFindings findings)
    {
        // RFC 8098 section 2.1 compares with Return-Path, which the server will make of the reverse-path.
        var known = mail.From.Select(author => author.Address).Append(mail.Envelope.From).Select(MailboxName.Canonical).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var asked in CheckedMail.Mailboxes(receipt))
        {
            if (known.Contains(MailboxName.Canonical(asked.Address))) continue;
            findings.Report(HeaderLint.Disposition, $"{asked.Address} is neither From nor the envelope's sender", receipt.Offset);
        }
    }

    /// <summary>The first word that reads as an address; null when there is none.</summary>
    private static string? AddressIn(string name)
    {
        foreach (var word in name.Split([' ', '\t', '<', '>', '(', ')', '[', ']', '"', '\'', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.IndexOf('@') is > 0 and var at && word.IndexOf('.', at) is var dot && dot > at + 1 && dot < word.Length - 1) return word.TrimEnd('.');
        }

        return null;
    }

    /// <summary>Embeddings, overrides and isolates of writing direction, and letters of no width.</summary>
    private static bool IsDeceptive(char c) => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200B' or '\u2060' or '\uFEFF';

    private static bool MixesScripts(string text)
    {
        if (Ascii.IsValid(text)) return false;
        bool latin = false, lookAlike = false;
        foreach (var c in text)
        {
            if (!char.IsLetter(c)) latin = lookAlike = false;
            else if (c is < '\u0250') latin = true;
            else if (c is >= '\u0370' and <= '\u052F') lookAlike = true;
            if (latin && lookAlike) return true;
        }

        return false;
    }
}
