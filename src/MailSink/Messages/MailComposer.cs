using System.Diagnostics.CodeAnalysis;
using MailSink.Smtp;
using MimeKit;

namespace MailSink.Messages;

/// <summary>Makes a mail of its parts.</summary>
internal static class MailComposer
{
    /// <summary>How it is written: as on the wire, UTF-8 only where it must be.</summary>
    public static readonly FormatOptions Format = CreateFormat();

    /// <summary>False with an error that names the member at fault.</summary>
    public static bool TryCompose(
        ComposeDto parts, DateTimeOffset now, [NotNullWhen(true)] out MimeMessage? mail, [NotNullWhen(true)] out Envelope? envelope,
        [NotNullWhen(false)] out string? error)
    {
        mail = null;
        envelope = null;
        error = parts.Headers?.Keys.Concat(parts.Headers.Values).Append(parts.Subject ?? "").Any(HasLineEnd) == true || HasLineEnd(parts.Subject ?? "")
            ? "A header field or the subject contains a line end or NUL."
            : null;
        var from = Addresses(parts.From is null ? null : [parts.From], "from", ref error);
        var to = Addresses(parts.To, "to", ref error);
        var cc = Addresses(parts.Cc, "cc", ref error);
        var bcc = Addresses(parts.Bcc, "bcc", ref error);
        if (from.Count == 0) error ??= "'from' is missing.";
        if (to.Count + cc.Count + bcc.Count == 0) error ??= "There is no recipient: 'to', 'cc' and 'bcc' are empty.";
        var body = Body(parts, ref error);
        if (error is not null) return false;
        var message = new MimeMessage { Subject = parts.Subject ?? "", Date = now, Body = body };
        message.From.AddRange(from);
        message.To.AddRange(to);
        message.Cc.AddRange(cc);
        if (!TryAddHeaders(message, parts.Headers, out error)) return false;
        envelope = new Envelope { ReversePath = from[0].Address, Via = ContentVia.Rest };
        envelope.Recipients.AddRange(to.Concat(cc).Concat(bcc).Select(a => new Recipient(a.Address, [])));
        mail = message;
        return true;
    }

    private static List<MailboxAddress> Addresses(IReadOnlyList<string>? texts, string member, ref string? error)
    {
        var addresses = new List<MailboxAddress>();
        foreach (var text in texts ?? [])
        {
            if (string.IsNullOrWhiteSpace(text) || HasLineEnd(text) || !MailboxAddress.TryParse(text, out var address) || address.Address.Length == 0)
                error ??= $"'{member}' contains what is not an address.";
            else
                addresses.Add(address);
        }

        return addresses;
    }

    private static MimeEntity? Body(ComposeDto parts, ref string? error)
    {
        var builder = new BodyBuilder { TextBody = parts.Text, HtmlBody = parts.Html };
        foreach (var attachment in parts.Attachments ?? [])
        {
            if (!ContentType.TryParse(attachment.ContentType ?? "application/octet-stream", out var type) || HasLineEnd(attachment.FileName ?? "") || HasLineEnd(attachment.ContentId ?? ""))
            {
                error ??= "An attachment has a 'contentType', 'fileName' or 'contentId' that a header cannot carry.";
                return null;
            }

            if (!TryDecode(attachment.Content, out var octets))
            {
                error ??= "An attachment's 'content' is not base64.";
                return null;
            }

            var collection = attachment.ContentId is null ? builder.Attachments : builder.LinkedResources;
            var entity = collection.Add(attachment.FileName ?? "file", octets, type);
            if (attachment.ContentId is { } id) entity.ContentId = id;
        }

        return builder.ToMessageBody();
    }

    private static bool TryAddHeaders(MimeMessage message, IReadOnlyDictionary<string, string>? headers, [NotNullWhen(false)] out string? error)
    {
        error = null;
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            // RFC 5322 section 2.2: a field name is printable US-ASCII without colon and space.
            if (name.Length == 0 || name.Any(c => c is <= ' ' or >= '\x7f' or ':'))
            {
                error = $"'{name}' is not a header field's name.";
                return false;
            }

            message.Headers.Replace(name, value);
        }

        return true;
    }

    private static bool TryDecode(string? base64, out byte[] octets)
    {
        octets = new byte[(base64?.Length ?? 0) * 3 / 4 + 3];
        if (!Convert.TryFromBase64String(base64 ?? "", octets, out var length)) return false;
        octets = octets[..length];
        return true;
    }

    private static bool HasLineEnd(string text) => text.AsSpan().ContainsAny('\r', '\n', '\0');

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
