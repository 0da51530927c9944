using System.Text.Json;
using MailSink.Messages.Mime;
using MailSink.Sessions;
using MailSink.Storage;
using MailSink.Storage.Rows;

namespace MailSink.Messages;

/// <summary>Makes summaries of rows.</summary>
internal static class MessageSummaries
{
    // RFC 5322 section 3.4: "To: undisclosed-recipients:;" names nobody, and yet is what the row has instead of the recipients.
    private const char EndOfGroup = ';';

    public static MessageSummary Make(MessageRow row, string inbox, ProjectionRow? projection, IReadOnlyList<string> tags)
    {
        var addresses = projection is null ? new MailAddresses()
            : JsonSerializer.Deserialize(projection.Addresses, MailAddressesJson.Default.MailAddresses) ?? new MailAddresses();
        return new MessageSummary
        {
            Id = MessageReader.IdOf(row.Seq, row.ReceivedUs).ToString(),
            Inbox = inbox,
            SessionId = row.SessionId == 0 ? null : SessionId.Format(row.SessionId),
            Listener = projection?.Listener ?? "",
            ReceivedAt = UnixTime.FromUnixMicroseconds(row.ReceivedUs),
            From = addresses.From.Count > 0 ? addresses.From[0] : null,
            To = addresses.To,
            Cc = addresses.Cc,
            Bcc = addresses.Bcc,
            ReplyTo = addresses.ReplyTo,
            Subject = row.Subject,
            Snippet = projection?.Snippet ?? "",
            Size = row.Size,
            MessageId = row.MessageIdHeader.Length > 0 ? row.MessageIdHeader : null,
            Date = projection?.DateUs is { } date ? UnixTime.FromUnixMicroseconds(date) : null,
            Read = row.Flags.HasFlag(MessageMarks.Read),
            Tags = [.. tags.Order(StringComparer.Ordinal)],
            AttachmentCount = projection?.AttachmentCount ?? 0,
            HasHtml = projection?.HasHtml ?? false,
            Parse = ParseName(projection?.Parse ?? (int)ParseOutcome.Failed),
            EnvelopeFrom = addresses.From.Any(IsNamed) ? null : row.FromAddr,
            EnvelopeTo = addresses.To.Any(IsNamed) || row.ToSummary.EndsWith(EndOfGroup) ? null : row.ToSummary,
            Lint = new LintCounts(projection?.LintErrors ?? 0, projection?.LintWarnings ?? 0),
        };
    }

    private static bool IsNamed(AddressDto mailbox) => mailbox.Name.Length > 0 || mailbox.Address.Length > 0;

    private static string ParseName(int parse) => (ParseOutcome)parse switch
    {
        ParseOutcome.Ok => "ok",
        ParseOutcome.Partial => "partial",
        _ => "failed",
    };
}
