using MailSink.Checks.Headers;
using MailSink.Messages.Mime;
using MailSink.Storage;
using MimeKit;

namespace MailSink.Checks;

/// <summary>A mail as the checks read it: its octets, its header as it stands, its parsed parts and its envelope.</summary>
internal sealed class CheckedMail
{
    // The tolerant reading is for those who want to see the mail; the checks want to know whether it is right.
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    private IReadOnlyList<MailboxAddress>? _authors;
    private InternetAddressList? _from;
    private bool _isFromRead;

    public required ParsedMail Mail { get; init; }
    public required HeaderSection Header { get; init; }
    public required StoredEnvelope Envelope { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The octets as received; can seek.</summary>
    public required Stream Content { get; init; }

    /// <summary>Octets.</summary>
    public required long Size { get; init; }

    /// <summary>The parts that are this mail's own: nothing within a message it carries.</summary>
    public IReadOnlyList<MimeNode> Parts { get; private init; } = [];

    /// <summary>The authors, as far as they can be read.</summary>
    public IReadOnlyList<MailboxAddress> From => _authors ??=
        FromList is { } list ? [.. list.Mailboxes] : Header.First("From") is { } from ? Mailboxes(from) : [];

    /// <summary>The first From by the grammar alone; null when there is none or it is no list of addresses.</summary>
    public InternetAddressList? FromList
    {
        get
        {
            if (!_isFromRead) _from = Header.First("From") is { } from ? Addresses(from) : null;
            _isFromRead = true;
            return _from;
        }
    }

    /// <summary>Sent to many: it says so itself.</summary>
    public bool IsBulk => Header.First("List-Id") is not null || Header.First("List-Unsubscribe") is not null || Header.First("Feedback-ID") is not null
        || Header.First("Precedence")?.Text.ToLowerInvariant() is "bulk" or "list";

    public bool IsReport => Mail.Root?.ContentType.IsMimeType("multipart", "report") == true;

    /// <summary>Auto-Submitted says that no human sent it (RFC 3834 section 5).</summary>
    public bool IsAutoSubmitted => AutoSubmitted is { Length: > 0 } and not "no";

    /// <summary>The keyword of Auto-Submitted in lower case, or null.</summary>
    public string? AutoSubmitted => Header.First("Auto-Submitted")?.Text.Split(';', '(')[0].Trim().ToLowerInvariant();

    public static CheckedMail Of(ParsedMail mail, HeaderSection header, StoredEnvelope envelope, DateTimeOffset receivedAt, Stream content) => new()
    {
        Mail = mail,
        Header = header,
        Envelope = envelope,
        ReceivedAt = receivedAt,
        Content = content,
        Size = content.Length,
        Parts = mail.Root is { } root ? [.. root.WithDescendants().Where(part => !part.IsWithinMessage)] : [],
    };

    /// <summary>Reads a field as an address list by the grammar alone; null when it is none.</summary>
    public static InternetAddressList? Addresses(HeaderField field) =>
        InternetAddressList.TryParse(Strict, field.Text, out var list) ? list : null;

    /// <summary>The mailboxes of a field by any reading.</summary>
    public static IReadOnlyList<MailboxAddress> Mailboxes(HeaderField field) =>
        AddressLists.Read(field.Text) is { } mailboxes ? [.. mailboxes] : [];

    /// <summary>The domain of an address in lower case; null when it has none.</summary>
    public static string? DomainOf(string address) =>
        address.LastIndexOf('@') is >= 0 and var at && at + 1 < address.Length ? address[(at + 1)..].TrimEnd('.').ToLowerInvariant() : null;
}
