using System.Text;
using MailSink.Messages.Mime;
using MailSink.Queue;
using MailSink.Storage;
using MimeKit;

namespace MailSink.Messages;

/// <summary>Makes the whole message of its summary, its envelope and its parsed mail.</summary>
internal static class MessageDetails
{
    public static MessageDetail Make(
        MessageSummary head, StoredEnvelope envelope, ParsedMail mail, IReadOnlyList<string> reports, IReadOnlyList<StoredFinding> findings,
        IReadOnlyList<HandoverDto> handover)
    {
        var text = mail.Text;
        var html = mail.Html;
        var scan = html is null ? null : HtmlScan.Read(html);
        return new MessageDetail
        {
            Id = head.Id,
            Inbox = head.Inbox,
            SessionId = head.SessionId,
            Listener = head.Listener,
            ReceivedAt = head.ReceivedAt,
            From = head.From,
            To = head.To,
            Cc = head.Cc,
            Bcc = head.Bcc,
            ReplyTo = head.ReplyTo,
            Subject = head.Subject,
            Snippet = head.Snippet,
            Size = head.Size,
            MessageId = head.MessageId,
            Date = head.Date,
            Read = head.Read,
            Tags = head.Tags,
            AttachmentCount = head.AttachmentCount,
            HasHtml = head.HasHtml,
            Parse = head.Parse,
            Envelope = EnvelopeMapping.Map(envelope, head),
            Client = EnvelopeMapping.MapClient(envelope.Client),
            Text = text,
            Html = html,
            Headers = [.. mail.Headers.Select(h => new HeaderDto(h.Field, HeaderValue(h, mail), RawHeader(h)))],
            Parts = mail.Root is { } root ? MapPart(root) : null,
            Attachments = [.. mail.Attachments.Select(MapAttachment)],
            Links = [.. (scan?.Links ?? []).Concat(text is null ? [] : TextScan.Links(text))],
            Images = scan?.Images ?? [],
            Codes = TextScan.Codes(head.Subject + "\n" + (string.IsNullOrWhiteSpace(text) ? scan?.Text : text)),
            Unsubscribe = UnsubscribeField.Read(mail),
            Calendar = [.. Calendars(mail)],
            RuleIds = envelope.RuleIds,
            Handover = handover,
            Reports = reports,
            ReportOf = envelope.ReportOf,
            Lint = [.. findings.Select(EnvelopeMapping.MapFinding)],
        };
    }

    private static PartDto MapPart(MimeNode node) => new(
        node.Number, node.MimeType, node.Charset, node.Encoding, node.Disposition?.Disposition, node.FileName, node.ContentId, node.Size,
        node.Sha256, [.. node.Children.Select(MapPart)]);

    private static AttachmentDto MapAttachment(MimeNode node) => new(
        node.Number, node.FileName, node.MimeType, node.Size, node.ContentId, IsInline(node), node.Sha256 ?? "");

    private static bool IsInline(MimeNode node) =>
        node.Disposition is { } disposition ? !disposition.IsAttachment : node.ContentId is not null || node.FileName is null;

    /// <summary>Unencoded octets above 127 that are not UTF-8 are read in the charset of the mail's text.</summary>
    private static string HeaderValue(Header header, ParsedMail mail)
    {
        if (Ascii.IsValid(header.RawValue) || System.Text.Unicode.Utf8.IsValid(header.RawValue)) return header.Value;
        return CharsetText.Find(mail.TextPart?.Charset ?? mail.HtmlPart?.Charset) is { } encoding ? header.GetValue(encoding) : header.Value;
    }

    private static string RawHeader(Header header) =>
        CharsetText.Decode(header.RawField, null) + ":" + CharsetText.Decode(header.RawValue, null).TrimEnd('\r', '\n');

    private static IEnumerable<CalendarDto> Calendars(ParsedMail mail) => mail.Root is null
        ? []
        : mail.Root.WithDescendants()
            .Where(n => !n.IsWithinMessage && n.ContentType.IsMimeType("text", "calendar"))
            .Select(n => CalendarScan.Read(n.Number, CharsetText.Decode(n.Text.Span, n.Charset)));
}
