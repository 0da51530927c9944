namespace MailSink.Messages;

/// <summary>What a deletion did.</summary>
public sealed record DeletedDto(int Deleted);

/// <summary>What a change of several messages did.</summary>
public sealed record UpdatedDto(int Updated);

/// <summary>Messages by their ids.</summary>
public sealed record IdsDto
{
    public IReadOnlyList<string>? Ids { get; init; }
}

/// <summary>What to change; what is left out stays as it is.</summary>
public sealed record ChangeDto
{
    /// <summary>Of which messages; only where the address names none.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    public bool? Read { get; init; }

    /// <summary>All tags the message shall have.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>A message to be put in without SMTP.</summary>
public sealed record ComposeDto
{
    /// <summary>An address, or a name and an address in angle brackets.</summary>
    public string? From { get; init; }

    public IReadOnlyList<string>? To { get; init; }
    public IReadOnlyList<string>? Cc { get; init; }

    /// <summary>Recipients the header does not name.</summary>
    public IReadOnlyList<string>? Bcc { get; init; }

    public string? Subject { get; init; }
    public string? Text { get; init; }
    public string? Html { get; init; }

    /// <summary>Further header fields by name.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public IReadOnlyList<ComposeAttachmentDto>? Attachments { get; init; }

    /// <summary>Name of the inbox, <c>default</c> when left out.</summary>
    public string? Inbox { get; init; }
}

/// <summary>A file to attach.</summary>
public sealed record ComposeAttachmentDto
{
    public string? FileName { get; init; }

    /// <summary>Media type, <c>application/octet-stream</c> when left out.</summary>
    public string? ContentType { get; init; }

    /// <summary>The octets in base64.</summary>
    public string? Content { get; init; }

    /// <summary>For images that the HTML names by <c>cid:</c>.</summary>
    public string? ContentId { get; init; }
}
