using System.Globalization;
using MailSink.Smtp;
using MailSink.Storage;

namespace MailSink.Messages;

/// <summary>Maps what MAIL and RCPT said to what the API says.</summary>
internal static class EnvelopeMapping
{
    public static EnvelopeDto Map(StoredEnvelope envelope, MessageHead head)
    {
        var parameters = envelope.Parameters;
        var asked = Read<int?>(parameters, "MT-PRIORITY", static v => int.TryParse(v, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null);
        var deadline = Read(parameters, "BY", DeliverBy.Parse);
        var hold = Read(parameters, "HOLDFOR", HoldRequest.ParseFor) ?? Read(parameters, "HOLDUNTIL", HoldRequest.ParseUntil);
        return new EnvelopeDto
        {
            From = envelope.From,
            Recipients = [.. envelope.Recipients.Select(r => MapRecipient(r, head))],
            Body = envelope.Body,
            SmtpUtf8 = envelope.SmtpUtf8,
            Ret = Read(parameters, "RET", static v => v.ToUpperInvariant()),
            Envid = Read(parameters, "ENVID", Decode),
            Size = envelope.Size,
            Priority = envelope.Priority ?? asked,
            PriorityAsked = asked,
            HoldUntil = hold?.ReleasedAt(head.ReceivedAt),
            DeliverBy = StoredParameter.Find(parameters, "BY"),
            Deadline = deadline is null ? null : head.ReceivedAt.AddSeconds(deadline.Seconds),
            RequireTls = parameters.Any(static p => p.Keyword == "REQUIRETLS"),
            Solicit = Read(parameters, "SOLICIT", static v => v.Split(',')) ?? [],
            Mtrk = Read(parameters, "MTRK", MessageTracking.Parse) is { } mark ? new TrackingDto(mark.Certifier, mark.Timeout) : null,
            Submitter = Read(parameters, "SUBMITTER", Decode),
            AuthParameter = Read(parameters, "AUTH", Decode),
            Parameters = MapParameters(parameters),
            Via = envelope.Via.ToString().ToUpperInvariant(),
            Forwarded = envelope.Forwarded?.ToDictionary(static a => a.Keyword, static a => a.Value ?? ""),
        };
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

    public static ClientCertificateDto? MapCertificate(StoredCertificate? shown) => shown is null
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
        var since = Read(parameters, "RRVS", ValidSince.Parse);
        return new RecipientDto(
            recipient.Address,
            Read(parameters, "NOTIFY", static v => v.ToUpperInvariant().Split(',')) ?? [],
            Read(parameters, "ORCPT", static v => OriginalRecipient.Parse(v) is { } original ? $"{original.Type};{original.Address}" : v),
            SeenIn(recipient.Address, head),
            since is null ? null : new ValidSinceDto(since.Since, since.ContinuesWithout ? "C" : "R"),
            MapParameters(parameters));
    }

    private static IReadOnlyList<ParameterDto> MapParameters(IReadOnlyList<StoredParameter> parameters) =>
        [.. parameters.Select(static p => new ParameterDto(p.Keyword, p.Value))];

    /// <summary>The value of a parameter, read; the default where it is not given.</summary>
    private static T? Read<T>(IReadOnlyList<StoredParameter> parameters, string keyword, Func<string, T?> read) =>
        StoredParameter.Find(parameters, keyword) is { } value ? read(value) : default;

    private static string Decode(string value) => Xtext.Decode(value) ?? value;

    private static string SeenIn(string address, MessageHead head)
    {
        bool Is(AddressDto other) => other.Address.Equals(address, StringComparison.OrdinalIgnoreCase);
        return head.To.Any(Is) ? "to" : head.Cc.Any(Is) ? "cc" : head.Bcc.Any(Is) ? "bcc" : "envelope";
    }
}
