using MimeKit;

namespace MailSink.Messages.Mime;

/// <summary>One part of a mail's tree: what its header says, where its octets stand, and what they decode to.</summary>
internal sealed class MimeNode
{
    /// <summary>Path of positions from 1 (<c>2.1</c>); the root is <c>0</c>.</summary>
    public required string Number { get; init; }

    public required MimeNode? Parent { get; init; }

    /// <summary>The part's own header fields; for the root those of the whole message.</summary>
    public required IReadOnlyList<Header> Headers { get; init; }

    public required ContentType ContentType { get; init; }
    public ContentDisposition? Disposition { get; init; }

    /// <summary>Content-Transfer-Encoding in lower case, or null.</summary>
    public string? Encoding { get; init; }

    /// <summary>Content-ID without its angle brackets, or null.</summary>
    public string? ContentId { get; init; }

    /// <summary>File name as the sender gave it, decoded but not made safe.</summary>
    public string? FileName { get; init; }

    public List<MimeNode> Children { get; } = [];

    /// <summary>First octet of the still encoded content within the message.</summary>
    public long Start { get; set; }

    /// <summary>Octet behind the still encoded content.</summary>
    public long End { get; set; }

    /// <summary>Octets after decoding; of a container those it takes up in the message.</summary>
    public long Size { get; set; }

    /// <summary>SHA-256 of the decoded content in lower-case hexadecimal; null for containers and where it was not asked for.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The decoded content of a text part, cut at the limit.</summary>
    public ReadOnlyMemory<byte> Text { get; set; }

    /// <summary>The content was longer than what <see cref="Text"/> keeps.</summary>
    public bool IsTextCut { get; set; }

    /// <summary>The lines of a leaf's still encoded content, where it was asked for.</summary>
    public ContentTally? Lines { get; set; }

    /// <summary>The delimiters of a multipart, where it was asked for.</summary>
    public DelimiterTally? Delimiters { get; set; }

    public string MimeType => ContentType.MimeType.ToLowerInvariant();
    public bool IsMultipart => ContentType.IsMimeType("multipart", "*");
    public bool IsMessage => ContentType.IsMimeType("message", "rfc822") || ContentType.IsMimeType("message", "global");
    public bool IsText => ContentType.IsMimeType("text", "*");

    /// <summary>A message/* part of fields in lines, such as a delivery report's: read as text by those who check it.</summary>
    public bool IsFieldList => ContentType.IsMimeType("message", "delivery-status") || ContentType.IsMimeType("message", "disposition-notification");

    /// <summary>Has a message for its content, whole or by its header alone (<c>text/rfc822-headers</c>), which was read as its one child.</summary>
    public bool CarriesMessage => !IsMultipart && Children.Count > 0;

    /// <summary>Lies within a message that this mail carries, so it is not part of what this mail itself says.</summary>
    public bool IsWithinMessage => Parent is { } parent && (!parent.IsMultipart || parent.IsWithinMessage);

    public string? Charset => WithoutComment(ContentType.Charset) is { Length: > 0 } name ? name : null;

    /// <summary>This part and all below it, in the order they stand in the message.</summary>
    public IEnumerable<MimeNode> WithDescendants()
    {
        var stack = new Stack<MimeNode>();
        stack.Push(this);
        while (stack.TryPop(out var node))
        {
            yield return node;
            for (var i = node.Children.Count - 1; i >= 0; i--) stack.Push(node.Children[i]);
        }
    }

    /// <summary>MimeKit leaves a comment (RFC 2045 section 5.1) in the value.</summary>
    private static string WithoutComment(string? value)
    {
        var comment = value?.IndexOf('(', StringComparison.Ordinal) ?? -1;
        return (comment < 0 ? value : value![..comment])?.Trim() ?? "";
    }
}
