using System.Globalization;
using MailSink.Smtp;
using MailSink.Storage;

namespace MailSink.Messages;

/// <summary>Maps what MAIL and RCPT said to what the API says.</summary>
internal static class EnvelopeMapping
{
    public static EnvelopeDto Map(StoredEnvelope envelope, MessageHead head)
    {
        var parameters = envelope.Parameters.GroupBy(p => p.Keyword).ToDictionary(g => g.Key, g => g.First().Value);
        return new EnvelopeDto(
            envelope.From,
            [.. envelope.Recipients.Select(r => MapRecipient(r, head))],
            envelope.Body,
            envelope.SmtpUtf8,
            parameters.GetValueOrDefault("RET"),
            parameters.GetValueOrDefault("ENVID"),
            envelope.Size,
            int.TryParse(parameters.GetValueOrDefault("MT-PRIORITY"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var priority) ? priority : null,
            HoldUntil(parameters, head.ReceivedAt),
            parameters.GetValueOrDefault("BY"),
            parameters.ContainsKey("REQUIRETLS"),
            envelope.Via.ToString().ToUpperInvariant(),
            envelope.Forwarded?.ToDictionary(static a => a.Keyword, static a => a.Value ?? ""));
    }

    public static ClientDto? MapClient(StoredClient? client) => client is null
        ? null
        : new ClientDto(
            client.Helo,
            client.Address,
            client.Port,
            client.TlsProtocol is { } protocol ? new TlsDto(protocol, client.TlsCipher, client.TlsServerName, MapCertificate(client.Certificate)) : null,
            client.AuthMechanism is { } mechanism ? new AuthDto(mechanism, client.AuthUser ?? "") : null,
            client.Name);

    private static ClientCertificateDto? MapCertificate(StoredCertificate? shown) => shown is null
        ? null
        : new(shown.Subject, shown.Issuer, shown.Names ?? [], shown.Sha256, shown.Problem is null, shown.Problem);

    public static FindingDto MapFinding(StoredFinding finding)
    {
        var row = LintTable.FindById(finding.Id);
        return new FindingDto(
            finding.Id, (finding.Weight() ?? Severity.Warning).ToString().ToLowerInvariant(), row?.Title.En ?? finding.Id, finding.Detail,
            row?.Reference ?? "", finding.Count, finding.Line, finding.Part, finding.Offset);
    }

    private static RecipientDto MapRecipient(StoredRecipient recipient, MessageHead head)
    {
        var parameters = recipient.Parameters ?? [];
        var notify = parameters.FirstOrDefault(p => p.Keyword == "NOTIFY")?.Value;
        return new RecipientDto(
            recipient.Address,
            notify?.ToUpperInvariant().Split(',') ?? [],
            parameters.FirstOrDefault(p => p.Keyword == "ORCPT")?.Value,
            SeenIn(recipient.Address, head));
    }

    private static string SeenIn(string address, MessageHead head)
    {
        bool Is(AddressDto other) => other.Address.Equals(address, StringComparison.OrdinalIgnoreCase);
        return head.To.Any(Is) ? "to" : head.Cc.Any(Is) ? "cc" : head.Bcc.Any(Is) ? "bcc" : "envelope";
    }

    /// <summary>RFC 4865 section 4: HOLDFOR in seconds from now, or HOLDUNTIL a time.</summary>
    private static DateTimeOffset? HoldUntil(Dictionary<string, string?> parameters, DateTimeOffset receivedAt)
    {
        if (int.TryParse(parameters.GetValueOrDefault("HOLDFOR"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return receivedAt.AddSeconds(seconds);
        return DateTimeOffset.TryParse(parameters.GetValueOrDefault("HOLDUNTIL"), CultureInfo.InvariantCulture, out var time) ? time : null;
    }
}
