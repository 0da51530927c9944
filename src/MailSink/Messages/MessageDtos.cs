using MailSink.Queue;

namespace MailSink.Messages;

/// <summary>A mailbox of a header field.</summary>
public sealed record AddressDto(string Name, string Address);

/// <summary>Counts of lint findings.</summary>
public sealed record LintCounts(int Errors, int Warnings);

/// <summary>What lists and the whole message have in common.</summary>
public abstract record MessageHead
{
    public required string Id { get; init; }
    public required string Inbox { get; init; }
    public required string? SessionId { get; init; }
    public required string Listener { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required AddressDto? From { get; init; }
    public required IReadOnlyList<AddressDto> To { get; init; }
    public required IReadOnlyList<AddressDto> Cc { get; init; }
    public required IReadOnlyList<AddressDto> Bcc { get; init; }
    public required IReadOnlyList<AddressDto> ReplyTo { get; init; }
    public required string Subject { get; init; }
    public required string Snippet { get; init; }

    /// <summary>Octets.</summary>
    public required long Size { get; init; }

    public required string? MessageId { get; init; }
    public required DateTimeOffset? Date { get; init; }
    public required bool Read { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }
    public required int AttachmentCount { get; init; }
    public required bool HasHtml { get; init; }

    /// <summary><c>ok</c>, <c>partial</c> or <c>failed</c>.</summary>
    public required string Parse { get; init; }
}

/// <summary>A message as lists show it.</summary>
public sealed record MessageSummary : MessageHead
{
    /// <summary>The reverse-path, where the header names no sender; else null.</summary>
    public required string? EnvelopeFrom { get; init; }

    /// <summary>The recipients, parted by commas and cut where there are many, where the header has no To; else null.</summary>
    public required string? EnvelopeTo { get; init; }

    public required LintCounts Lint { get; init; }
}

/// <summary>A message, whole.</summary>
public sealed record MessageDetail : MessageHead
{
    public required EnvelopeDto Envelope { get; init; }
    public required ClientDto? Client { get; init; }
    public required string? Text { get; init; }
    public required string? Html { get; init; }
    public required IReadOnlyList<HeaderDto> Headers { get; init; }

    /// <summary>The root of the MIME tree; its part is <c>"0"</c>.</summary>
    public required PartDto? Parts { get; init; }

    public required IReadOnlyList<AttachmentDto> Attachments { get; init; }
    public required IReadOnlyList<LinkDto> Links { get; init; }
    public required IReadOnlyList<ImageDto> Images { get; init; }
    public required IReadOnlyList<CodeDto> Codes { get; init; }
    public required UnsubscribeDto? Unsubscribe { get; init; }
    public required IReadOnlyList<CalendarDto> Calendar { get; init; }
    public required IReadOnlyList<string> RuleIds { get; init; }

    /// <summary>What became of it for recipients whose host may fetch it or is sent it (ATRN, TURN, ETRN); empty for all others.</summary>
    public required IReadOnlyList<HandoverDto> Handover { get; init; }

    public required IReadOnlyList<string> Reports { get; init; }
    public required string? ReportOf { get; init; }
    public required IReadOnlyList<FindingDto> Lint { get; init; }
}

/// <param name="Helo"></param>
/// <param name="Address"></param>
/// <param name="Port"></param>
/// <param name="Tls"></param>
/// <param name="Auth"></param>
/// <param name="Name">Host name as a trusted proxy gave it by XCLIENT.</param>
public sealed record ClientDto(string? Helo, string? Address, int? Port, TlsDto? Tls, AuthDto? Auth, string? Name = null);

/// <param name="Protocol">Such as <c>TLS 1.3</c>.</param>
/// <param name="Cipher">The cipher suite's name.</param>
/// <param name="ServerName">The name the client asked for (SNI).</param>
/// <param name="ClientCertificate">The certificate the client showed.</param>
public sealed record TlsDto(string Protocol, string? Cipher, string? ServerName = null, ClientCertificateDto? ClientCertificate = null);

/// <param name="Subject">Distinguished name.</param>
/// <param name="Issuer">Of who signed it.</param>
/// <param name="Names">Subject alternative names, with <c>dns:</c>, <c>email:</c> or <c>ip:</c> before them.</param>
/// <param name="Sha256">Fingerprint, hexadecimal.</param>
/// <param name="Verified">Its chain ends at an authority that is trusted.</param>
/// <param name="Problem">Why it is not, or null.</param>
public sealed record ClientCertificateDto(
    string Subject, string Issuer, IReadOnlyList<string> Names, string Sha256, bool Verified, string? Problem);

public sealed record AuthDto(string Mechanism, string User);

public sealed record HeaderDto(string Name, string Value, string Raw);

public sealed record PartDto(
    string Part, string ContentType, string? Charset, string? Encoding, string? Disposition, string? FileName, string? ContentId,
    long Size, string? Sha256, IReadOnlyList<PartDto> Children);

public sealed record AttachmentDto(
    string Part, string? FileName, string ContentType, long Size, string? ContentId, bool Inline, string Sha256);

public sealed record LinkDto(string Url, string? Text, string In);

/// <param name="Src">As it stands in the HTML.</param>
/// <param name="Alt"></param>
/// <param name="Remote">Showing it would load something from outside the mail; it is blocked.</param>
public sealed record ImageDto(string Src, string? Alt, bool Remote);

public sealed record CodeDto(string Value, string Context);

public sealed record UnsubscribeDto(IReadOnlyList<string> Urls, IReadOnlyList<string> Mailto, bool OneClick);

public sealed record CalendarDto(string Part, string? Method, string? Uid, string? Summary, DateTimeOffset? Start, DateTimeOffset? End);

public sealed record FindingDto(
    string Id, string Severity, string Title, string Detail, string Reference, int Count, int? Line, string? Part, long? Offset);

/// <summary>A page of a list.</summary>
/// <param name="Items"></param>
/// <param name="Next">Cursor of the next page, null at the end.</param>
/// <param name="Total"></param>
/// <param name="TotalIsExact"></param>
/// <param name="Head">Newest id of the store, valid on an empty store too.</param>
public sealed record PageDto<T>(IReadOnlyList<T> Items, string? Next, long Total, bool TotalIsExact, string Head);
