using MimeKit;

namespace MailSink.Messages.Mime;

/// <summary>How much of a mail its parser understood; the values are stored.</summary>
internal enum ParseOutcome
{
    /// <summary>All of it.</summary>
    Ok = 0,

    /// <summary>A limit or a fault ended the parse early.</summary>
    Partial = 1,

    /// <summary>Nothing: there is no header section.</summary>
    Failed = 2,
}

/// <summary>A mail's structure and texts; made by <see cref="MailParser"/> alone, so that lists and details agree.</summary>
internal sealed class ParsedMail(MimeNode? root, ParseOutcome outcome)
{
    public MimeNode? Root { get; } = root;
    public ParseOutcome Outcome { get; } = outcome;
    public IReadOnlyList<Header> Headers { get; } = root?.Headers ?? [];

    /// <summary>The part that is the mail's plain text, or null.</summary>
    public MimeNode? TextPart { get; } = FindBody(root, "plain");

    /// <summary>The part that is the mail's HTML, or null.</summary>
    public MimeNode? HtmlPart { get; } = FindBody(root, "html");

    public string? Text => TextPart is { } part ? CharsetText.Decode(part.Text.Span, part.Charset) : null;
    public string? Html => HtmlPart is { } part ? CharsetText.Decode(part.Text.Span, part.Charset) : null;

    /// <summary>Every leaf that is not the text or HTML shown: named files, inline images, carried messages.</summary>
    public IEnumerable<MimeNode> Attachments => Root is null
        ? []
        : Root.WithDescendants().Where(n => !n.IsMultipart && !n.IsWithinMessage && n != TextPart && n != HtmlPart && !IsEmptyRoot(n));

    public MimeNode? FindPart(string number) => Root?.WithDescendants().FirstOrDefault(n => n.Number == number);

    /// <summary>The value of the first field of that name, decoded; null when there is none.</summary>
    public string? HeaderValue(HeaderId id) => Headers.FirstOrDefault(h => h.Id == id)?.Value;

    private bool IsEmptyRoot(MimeNode node) => node == Root && node.Size == 0;

    private static MimeNode? FindBody(MimeNode? root, string subtype) => root?.WithDescendants().FirstOrDefault(n =>
        n.ContentType.IsMimeType("text", subtype) && !n.IsWithinMessage && !IsNamedFile(n));

    private static bool IsNamedFile(MimeNode node) => node.Disposition is { IsAttachment: true } || (node.FileName is not null && node.Parent is not null);
}
