using MailSink.Messages.Mime;

namespace MailSink.Messages;

/// <summary>Response headers under which a mail's content is handed to whatever asks, a browser included.</summary>
internal static class MailContentHeaders
{
    private const string Nothing = "sandbox; default-src 'none'; frame-ancestors 'self'";

    /// <summary>Types a browser would run or follow if it took them for a page.</summary>
    private static readonly HashSet<string> Active = new(
        [
            "text/html", "application/xhtml+xml", "text/xml", "application/xml", "application/javascript", "text/javascript", "application/pdf",
            "application/x-shockwave-flash", "multipart/x-mixed-replace", "text/css", "text/xsl", "application/xslt+xml",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Content to keep as a file, or an image that was told by its octets.</summary>
    public static void Apply(HttpResponse response, string disposition)
    {
        response.Headers.ContentSecurityPolicy = Nothing;
        response.Headers.ContentDisposition = disposition;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    /// <summary>A page made of a mail: no scripts, no forms, no requests but for the mail's own images.</summary>
    /// <param name="response">The response.</param>
    /// <param name="ownParts">Address below which the message's parts lie.</param>
    public static void ApplyPreview(HttpResponse response, string ownParts)
    {
        response.Headers.ContentSecurityPolicy =
            $"sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: {ownParts}; style-src 'unsafe-inline'; "
            + "font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
    }

    /// <summary>Scheme and host as the browser knows them, for a policy's source list.</summary>
    public static string Origin(HttpRequest request)
    {
        // A Host field may hold characters that would end the directive; the guards let through only names, but they may change.
        var host = request.Host.Value ?? "";
        return host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':' or '[' or ']') ? $"{request.Scheme}://{host}" : "http://localhost";
    }

    /// <summary>The part's own type where it does no harm.</summary>
    public static string ContentType(MimeNode node)
    {
        var type = node.MimeType;
        if (Active.Contains(type) || type.EndsWith("+xml", StringComparison.Ordinal) || !type.All(IsTypeCharacter)) return "application/octet-stream";
        return node.IsText && node.Charset is { } charset && charset.All(IsTypeCharacter) ? $"{type}; charset={charset}" : type;
    }

    /// <summary>An extension for a part without a name.</summary>
    public static string Extension(MimeNode node) => node.MimeType switch
    {
        "text/plain" => ".txt",
        "text/html" => ".html.txt",
        "text/calendar" => ".ics",
        "message/rfc822" => ".eml",
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "application/pdf" => ".pdf",
        _ => ".bin",
    };

    private static bool IsTypeCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.' or '_' or '+';
}
