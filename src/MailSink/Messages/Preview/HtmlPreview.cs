using System.Net;
using MailSink.Messages.Mime;
using MimeKit.Text;

namespace MailSink.Messages.Preview;

/// <summary>The document a browser shows of a mail's HTML.</summary>
internal static class HtmlPreview
{
    private const int MaxLength = 2 * 1024 * 1024;
    private const int MaxDepth = 256;
    private const int MaxTags = 20_000;

    /// <param name="mail">A mail that has HTML.</param>
    /// <param name="partUrl">The address of a part by its number.</param>
    public static string Render(ParsedMail mail, Func<string, string> partUrl)
    {
        var html = mail.Html ?? "";
        // Making a tree of a hundred thousand nested elements takes a minute; that nobody means it is seen before.
        var body = IsReasonable(html) ? HtmlCleaner.Clean(html, cid => ImageOf(mail, cid, partUrl)) : AsText(html);
        return $"""
            <!doctype html>
            <html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><base target="_blank"></head>
            <body>{body}</body></html>
            """;
    }

    private static string AsText(string html) =>
        $"<pre data-fallback=\"text\" style=\"white-space:pre-wrap\">{WebUtility.HtmlEncode(HtmlScan.Read(html, MaxLength).Text)}</pre>";

    private static string? ImageOf(ParsedMail mail, string contentId, Func<string, string> partUrl) =>
        mail.Root?.WithDescendants().FirstOrDefault(n => n.ContentId == contentId && n.Children.Count == 0) is { } part ? partUrl(part.Number) : null;

    private static bool IsReasonable(string html)
    {
        if (html.Length > MaxLength) return false;
        var tokenizer = new HtmlTokenizer(new StringReader(html)) { IgnoreTruncatedTags = true, DecodeCharacterReferences = false };
        int depth = 0, tags = 0;
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is not HtmlTagToken tag || tag.IsEmptyElement || tag.Id.IsEmptyElement()) continue;
            depth = tag.IsEndTag ? Math.Max(0, depth - 1) : depth + 1;
            if (++tags > MaxTags || depth > MaxDepth) return false;
        }

        return true;
    }
}
