using MailSink.Configuration;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Rows;

namespace MailSink.Queue;

/// <summary>What became of a message that other hosts may fetch, or that is sent to them.</summary>
/// <param name="Recipient">As the envelope has it.</param>
/// <param name="Domain">Canonical.</param>
/// <param name="State"><c>queued</c>, <c>delivered</c> or <c>refused</c>.</param>
/// <param name="At">When it was last tried; null while nobody has asked for it.</param>
/// <param name="Reply">What the other side said last, else why it said nothing; null while it was not tried.</param>
public sealed record HandoverDto(string Recipient, string Domain, string State, DateTimeOffset? At, string? Reply);

/// <summary>Reads what became of messages. Where nobody may fetch a domain's mail and it was never tried, there is nothing to tell.</summary>
internal sealed class HandoverReader(StoreReaders readers, SinkOptions options)
{
    private readonly List<QueueSelection> _expected =
    [
        .. options.EtrnRelays.Select(relay => EtrnRelay.SelectionOf(relay.Node)),
        .. options.SmtpUsers.Where(user => user.Domains.Count > 0).Select(user => new QueueSelection([.. user.Domains.Select(DomainForm.Canonical)])),
    ];

    public IReadOnlyList<HandoverDto> Read(long contentId, StoredEnvelope envelope)
    {
        using var reader = readers.Open();
        var known = reader.Db.Handovers.Where(h => h.ContentId == contentId).ToDictionary(h => h.Recipient, StringComparer.Ordinal);
        if (known.Count == 0 && _expected.Count == 0) return [];
        return
        [
            .. envelope.Recipients.Select(r => r.Address).Distinct(StringComparer.Ordinal)
                .Where(address => known.ContainsKey(address) || _expected.Any(selection => selection.Includes(address)))
                .Select(address => Map(address, known.GetValueOrDefault(address))),
        ];
    }

    private static HandoverDto Map(string address, HandoverRow? row) => new(
        address, DomainForm.OfAddress(address), StateName(row?.State), row is null ? null : UnixTime.FromUnixMicroseconds(row.AtUs), row?.Reply);

    private static string StateName(HandoverState? state) => state switch
    {
        HandoverState.Delivered => "delivered",
        HandoverState.Refused => "refused",
        _ => "queued",
    };
}
