using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Structure;

/// <summary>The text, its HTML and what belongs to them.</summary>
internal static class BodyChecks
{
    public static void Alternative(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts.Where(part => part.ContentType.IsMimeType("multipart", "alternative")))
        {
            var html = part.Children.FindIndex(IsHtml);
            var plain = part.Children.FindLastIndex(child => child.ContentType.IsMimeType("text", "plain"));
            if (html >= 0 && plain > html) findings.Report(MimeLint.Alternative, "text/plain behind text/html", part.Children[plain].Start, part.Number);
            else if (plain >= 0 && html >= 0 && part.Children[plain].Size == 0 && part.Children[html].Size > 0)
                findings.Report(MimeLint.Alternative, "the plain text is empty", part.Children[plain].Start, part.Number);
        }

        if (mail.Mail is { HtmlPart: { } body, TextPart: null }) findings.Report(MimeLint.Alternative, "HTML and no text/plain", body.Start, body.Number);
    }

    public static void Html(CheckedMail mail, MailFindings findings)
    {
        var part = mail.Mail.HtmlPart;
        var html = part is null ? null : HtmlTally.Read(part.Text.Span, part.IsTextCut);
        Related(mail, html, findings);
        if (html is not null) Report(html, part!, findings);
    }

    private static void Related(CheckedMail mail, HtmlTally? html, MailFindings findings)
    {
        foreach (var part in mail.Parts.Where(part => part.ContentType.IsMimeType("multipart", "related")))
        {
            if (part.ContentType.Parameters["start"]?.Trim('<', '>') is { Length: > 0 } start && !part.Children.Exists(child => child.ContentId == start))
                findings.Report(MimeLint.Related, $"start=<{start}> is no part", part: part.Number);
            foreach (var child in part.Children.Skip(1).Where(child => !child.IsMultipart && !IsLocated(child) && child.Disposition?.IsAttachment != true))
                findings.Report(MimeLint.Related, $"{child.MimeType} without a Content-ID: no link can lead to it", child.Start, child.Number);
        }

        if (html is null) return;
        var known = mail.Parts.Select(part => part.ContentId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var link in html.ContentIds.Where(link => !known.Contains(link))) findings.Report(MimeLint.Related, $"cid:{link} leads to no part", part: mail.Mail.HtmlPart!.Number);
        if (html.IsCut) return;
        foreach (var part in mail.Parts.Where(part => part is { ContentId: not null, Parent: not null } && part.Parent.ContentType.IsMimeType("multipart", "related")))
        {
            if (part.ContentType.IsMimeType("image", "*") && part.Disposition?.IsAttachment != true && !html.ContentIds.Contains(part.ContentId!))
                findings.Report(MimeLint.Related, $"nothing links to {part.ContentId}", part.Start, part.Number);
        }
    }

    private static void Report(HtmlTally html, MimeNode part, MailFindings findings)
    {
        Count(html.Remote, "from elsewhere");
        Count(html.Scripts, "scripts");
        Count(html.Forms, "forms");
        Count(html.NoAlt, "images without alt");
        Count(html.InlineData, "images as data: URLs");
        if (part.Size > HtmlTally.ClipSize) findings.Report(MimeLint.Html, $"{part.Size / 1000} kB, which Gmail clips", part.Start, part.Number);

        void Count(int count, string what)
        {
            if (count > 0) findings.Report(MimeLint.Html, what, part.Start, part.Number, count);
        }
    }

    private static bool IsHtml(MimeNode part) =>
        part.ContentType.IsMimeType("text", "html") || (part.ContentType.IsMimeType("multipart", "related") && part.Children.Exists(IsHtml));

    private static bool IsLocated(MimeNode part) => part.ContentId is not null || part.Headers.Any(header => header.Id == MimeKit.HeaderId.ContentLocation);
}
