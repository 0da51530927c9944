using System.Text;
using System.Text.Json;
using MailSink.Messages.Mime;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Derived;
using MailSink.Storage.Rows;
using MimeKit;
using MimeKit.Utils;

namespace MailSink.Messages.Projection;

/// <summary>Makes a message's rows in <c>derived.db</c> from its parsed mail and its envelope.</summary>
internal static class MessageProjection
{
    private const int SnippetLength = 200;
    private const int MaxAddresses = 5000;
    private const int MaxParameters = 5000;

    public static DerivedMessage Make(long seq, ParsedMail mail, StoredEnvelope envelope, IReadOnlyList<StoredFinding> findings)
    {
        var addresses = MailAddresses.Read(mail.Headers);
        return new DerivedMessage(
            new ProjectionRow
            {
                Seq = seq,
                Parse = (int)mail.Outcome,
                Snippet = Snippet(mail),
                AttachmentCount = mail.Attachments.Count(),
                HasHtml = mail.HtmlPart is not null,
                LintErrors = Count(findings, Severity.Error),
                LintWarnings = Count(findings, Severity.Warning),
                LintInfos = Count(findings, Severity.Info),
                DateUs = Date(mail)?.ToUnixMicroseconds(),
                Addresses = JsonSerializer.SerializeToUtf8Bytes(addresses, MailAddressesJson.Default.MailAddresses),
                Listener = envelope.Client?.Listener ?? (envelope.ReportOf is null ? "rest" : "report"),
                ReportOf = MessageId.TryParse(envelope.ReportOf, out var original) ? original.Seq : null,
                Findings = findings.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(findings, StoredJson.Default.IReadOnlyListStoredFinding),
            },
            [.. Searchable(seq, addresses, envelope).Take(MaxAddresses)],
            [.. findings.Select(finding => finding.Id)],
            [.. Parameters(envelope).Distinct(StringComparer.Ordinal).Take(MaxParameters)],
            [.. Domains(seq, envelope)]);
    }

    private static int Count(IReadOnlyList<StoredFinding> findings, Severity severity) => findings.Count(finding => finding.Weight() == severity);

    public static DateTimeOffset? Date(ParsedMail mail) =>
        mail.HeaderValue(HeaderId.Date) is { } text && DateUtils.TryParse(text, out var date) ? date : null;

    /// <summary>The first words of the mail on one line.</summary>
    private static string Snippet(ParsedMail mail)
    {
        var text = mail.Text is { } plain && !string.IsNullOrWhiteSpace(plain) ? plain
            : mail.Html is { } html ? HtmlScan.Read(html, SnippetLength * 4).Text
            : "";
        var line = new StringBuilder(SnippetLength);
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= SnippetLength) break;
            if (!Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune)) line.Append(rune.ToString());
            else if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    private static IEnumerable<RecipientDomainRow> Domains(long seq, StoredEnvelope envelope) =>
        envelope.Recipients.Select(r => r.Address).Distinct(StringComparer.Ordinal).CountBy(HandoverDomain.OfAddress)
            .Select(domain => new RecipientDomainRow { Domain = domain.Key, Seq = seq, Recipients = domain.Value });

    /// <summary>Those of MAIL first: what many recipients have in their own must not crowd them out.</summary>
    private static IEnumerable<string> Parameters(StoredEnvelope envelope)
    {
        foreach (var parameter in envelope.Parameters.Concat(envelope.Recipients.SelectMany(static r => r.Parameters ?? [])))
        {
            yield return ParameterPattern.IndexText(parameter.Keyword, null);
            if (parameter.Value is { } value) yield return ParameterPattern.IndexText(parameter.Keyword, value);
        }
    }

    private static IEnumerable<AddressRow> Searchable(long seq, MailAddresses addresses, StoredEnvelope envelope)
    {
        var rows = new Dictionary<string, AddressKinds>(StringComparer.Ordinal);
        Add(envelope.From, AddressKinds.ReversePath);
        foreach (var recipient in envelope.Recipients) Add(recipient.Address, AddressKinds.Recipient);
        foreach (var address in addresses.From) Add(address.Address, AddressKinds.From);
        foreach (var address in addresses.To) Add(address.Address, AddressKinds.To);
        foreach (var address in addresses.Cc) Add(address.Address, AddressKinds.Cc);
        foreach (var address in addresses.Bcc) Add(address.Address, AddressKinds.Bcc);
        return rows.Select(row => new AddressRow { Seq = seq, Value = row.Key, Kind = row.Value });

        void Add(string address, AddressKinds kind)
        {
            var value = address.ToLowerInvariant();
            rows[value] = rows.GetValueOrDefault(value) | kind;
        }
    }
}
