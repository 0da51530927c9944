using MimeKit;

namespace MailSink.Messages.Mime;

/// <summary>Makes a node of the fields of its header section.</summary>
internal static class NodeHeaders
{
    private const int MaxFileName = 1024;

    public static MimeNode Read(IReadOnlyList<Header> headers, ContentType contentType, MimeNode? parent, string number)
    {
        var disposition = Disposition(headers);
        return new MimeNode
        {
            Number = number,
            Parent = parent,
            Headers = headers,
            ContentType = contentType,
            Disposition = disposition,
            Encoding = First(headers, HeaderId.ContentTransferEncoding)?.Trim().ToLowerInvariant() is { Length: > 0 } encoding ? encoding : null,
            ContentId = First(headers, HeaderId.ContentId)?.Trim().Trim('<', '>') is { Length: > 0 } id ? id : null,
            FileName = FileName(disposition, contentType),
        };
    }

    private static ContentDisposition? Disposition(IReadOnlyList<Header> headers) =>
        headers.FirstOrDefault(h => h.Id == HeaderId.ContentDisposition) is { } header
        && ContentDisposition.TryParse(header.RawValue, out var disposition)
            ? disposition
            : null;

    private static string? FileName(ContentDisposition? disposition, ContentType contentType)
    {
        var name = disposition?.FileName ?? contentType.Name;
        if (string.IsNullOrWhiteSpace(name)) return null;
        return name.Length > MaxFileName ? name[..MaxFileName] : name;
    }

    private static string? First(IReadOnlyList<Header> headers, HeaderId id) => headers.FirstOrDefault(h => h.Id == id)?.Value;
}
