using System.Text;
using MailSink.Smtp;
using MailSink.Storage;
using MimeKit;
using MimeKit.Utils;

namespace MailSink.Reports;

/// <summary>Makes the mail of a delivery report: a multipart/report (RFC 6522) with text, status fields and the returned message.</summary>
internal static class ReportMail
{
    /// <summary>How it is written: with CRLF, and UTF-8 in the header where the report is internationalised.</summary>
    public static readonly FormatOptions Format = CreateFormat();

    /// <summary>RFC 6533: an address needs UTF-8, so the report needs the types that carry it.</summary>
    public static bool IsInternational(ReportSource source, ReportPlan plan) =>
        !Ascii.IsValid(source.Envelope.From) || plan.Recipients.Any(r => !Ascii.IsValid(r.Recipient.Address) || HasUtf8Original(r.Recipient));

    /// <param name="source">The message the report is about.</param>
    /// <param name="plan">What it says.</param>
    /// <param name="host">The server's own name.</param>
    /// <param name="now">The report's date.</param>
    /// <param name="readers">Where the message's octets are.</param>
    /// <returns>The report; dispose it.</returns>
    public static MimeMessage Make(ReportSource source, ReportPlan plan, string host, DateTimeOffset now, StoreReaders readers)
    {
        var international = IsInternational(source, plan);
        var returned = ReturnedContent.Read(source, plan, readers);
        var mail = new MimeMessage(
            [
                // RFC 3464 section 2: From "SHOULD contain the address of a human who is responsible for maintaining the mail system".
                new Header(HeaderId.From, $"Mail Delivery System <postmaster@{host}>"),
                Raw(HeaderId.To, $"<{source.Envelope.From}>"),
                new Header(HeaderId.Subject, Subject(plan.Action)),
                new Header(HeaderId.Date, DateUtils.FormatDate(now)),
                // The right side has to be unique (RFC 5322 section 3.6.4), which a bare machine name such as "localhost" is not.
                new Header(HeaderId.MessageId, $"<{source.Id}.{Name(plan.Action)}@{(host.Contains('.', StringComparison.Ordinal) ? host : host + ".mailsink.invalid")}>"),
            ])
        {
            Body = new MultipartReport("delivery-status")
            {
                Text(ReportText.Make(source, plan, host, returned.Summary), international),
                Status(StatusFields.Make(source, plan, host), international),
                returned.Entity,
            },
        };
        // RFC 3834 section 5: what a mail system makes by itself in reply to a message says so, and is not replied to.
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        if (returned.MessageId is { } original) mail.Headers.Add(HeaderId.References, $"<{original}>");
        return mail;
    }

    private static string Subject(ReportAction action) => action switch
    {
        ReportAction.Delayed => "Delivery Status Notification (Delay)",
        ReportAction.Failed => "Delivery Status Notification (Failure)",
        _ => "Delivery Status Notification (Success)",
    };

    private static string Name(ReportAction action) => action.ToString().ToLowerInvariant();

    private static bool HasUtf8Original(StoredRecipient recipient) =>
        StoredParameter.Find(recipient.Parameters, "ORCPT") is { } value && OriginalRecipient.Parse(value) is { } original && !Ascii.IsValid(original.Address);

    private static TextPart Text(string text, bool international)
    {
        var part = new TextPart("plain") { ContentTransferEncoding = international ? ContentEncoding.EightBit : ContentEncoding.SevenBit };
        part.SetText(international ? Encoding.UTF8 : Encoding.ASCII, text);
        return part;
    }

    // MimeKit's own part for it would turn UTF-8 into encoded-words, which RFC 6533 section 4.1 does not know in these fields.
    private static MimePart Status(string fields, bool international) => new("message", international ? "global-delivery-status" : "delivery-status")
    {
        ContentTransferEncoding = international ? ContentEncoding.EightBit : ContentEncoding.SevenBit,
        Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(fields))),
    };

    // The reverse-path may be none of those MimeKit takes for an address; it stands there as it was sent.
    private static Header Raw(HeaderId id, string value)
    {
        var header = new Header(id, "");
        header.SetRawValue(Encoding.UTF8.GetBytes($" {value}\r\n"));
        return header;
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.International = true;
        return format;
    }
}
