using MailSink.Smtp;
using MailSink.Storage;

namespace MailSink.Queue;

/// <summary>A captured message as it goes on: what its envelope asked for is asked for again, where it is still needed.</summary>
internal static class Outbound
{
    /// <summary>Octets that do not survive DATA: it knows lines, and these break them.</summary>
    private const ContentFacts NeedsCounting = ContentFacts.Nul | ContentFacts.BareCr | ContentFacts.BareLf | ContentFacts.LongLine;

    public static OutboundMessage Of(StoreReaders readers, WaitingMessage message, StoredEnvelope envelope, IReadOnlyList<StoredRecipient> recipients) => new(
        envelope.From,
        [.. recipients.Select(r => new OutboundRecipient(r.Address, Value(r.Parameters, "NOTIFY"), Value(r.Parameters, "ORCPT")))],
        _ => ContentStream.Open(readers, message.ContentId) is { } content ? new(content) : throw new IOException("The message was deleted."))
    {
        Size = message.Size,
        Body = BodyOf(envelope),
        NeedsSmtpUtf8 = envelope.SmtpUtf8 && envelope.Facts.HasFlag(ContentFacts.EightBit),
        RequireTls = envelope.Parameters.Any(p => p.Keyword == "REQUIRETLS"),
        Ret = Value(envelope.Parameters, "RET"),
        EnvelopeId = Value(envelope.Parameters, "ENVID"),
    };

    private static BodyNeed BodyOf(StoredEnvelope envelope)
    {
        if (envelope.Body == "BINARYMIME" && (envelope.Facts & NeedsCounting) != 0) return BodyNeed.Binary;
        if (!envelope.Facts.HasFlag(ContentFacts.EightBit)) return BodyNeed.SevenBit;
        return envelope.Body is null or "7BIT" ? BodyNeed.EightBitUndeclared : BodyNeed.EightBit;
    }

    private static string? Value(IReadOnlyList<StoredParameter>? parameters, string keyword) =>
        parameters?.FirstOrDefault(p => p.Keyword == keyword)?.Value;
}
