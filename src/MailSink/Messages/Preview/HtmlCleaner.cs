using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace MailSink.Messages.Preview;

/// <summary>
/// Makes a mail's HTML fit to look at: nothing that runs, loads, submits or covers the page. It is the second line of defence:
/// the first is the response's Content-Security-Policy, which holds whatever this lets through.
/// </summary>
internal static partial class HtmlCleaner
{
    private static readonly string[] ForbiddenTags =
    [
        "audio", "base", "dialog", "embed", "frame", "frameset", "iframe", "link", "math", "meta", "object", "picture", "portal", "source",
        "svg", "template", "track", "video",
    ];

    private static readonly string[] ForbiddenAttributes =
    [
        "action", "method", "enctype", "accept-charset", "formaction", "autofocus", "background", "dynsrc", "lowsrc", "longdesc", "ping",
        "srcset", "target", "usemap", "name", "id",
    ];

    /// <summary>
    /// Rules beyond which a mail's style sheets are left out: taking rules from a sheet costs the square of their number, half a minute
    /// for 50,000. Braces and at-signs are counted, since that is what rules are made of.
    /// </summary>
    private const int MostStyleRules = 4000;

    private static readonly HtmlSanitizer Sanitizer = Create();
    private static readonly HtmlSanitizer WithoutStyleSheets = Create();

    static HtmlCleaner() => WithoutStyleSheets.AllowedTags.Remove("style");

    /// <param name="html">As the mail has it.</param>
    /// <param name="imageOf">The address of one of the mail's own images by its Content-ID, or null when it has none of that id.</param>
    /// <returns>What belongs into a document's body.</returns>
    public static string Clean(string html, Func<string, string?> imageOf)
    {
        var sanitizer = html.AsSpan().Count('{') + html.AsSpan().Count('@') > MostStyleRules ? WithoutStyleSheets : Sanitizer;
        using var document = sanitizer.SanitizeDom(html);
        foreach (var image in document.QuerySelectorAll("img").Concat(document.QuerySelectorAll("input[src]")).ToList()) PlaceImage(image, imageOf);
        foreach (var link in document.QuerySelectorAll("a[href], area[href]").OfType<IElement>().ToList())
        {
            // What opens must not get a handle on this window, nor learn where it was opened from.
            link.SetAttribute("target", "_blank");
            link.SetAttribute("rel", "noopener noreferrer");
        }

        return Background(document) + document.Body?.InnerHtml + "</div>";
    }

    private static void PlaceImage(IElement image, Func<string, string?> imageOf)
    {
        var source = image.GetAttribute("src")?.Trim() ?? "";
        if (source.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) && !source.StartsWith("data:image/svg", StringComparison.OrdinalIgnoreCase)) return;
        image.RemoveAttribute("src");
        if (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
        {
            if (imageOf(Uri.UnescapeDataString(source[4..])) is { } own) image.SetAttribute("src", own);
            return;
        }

        if (source.Length > 0) image.SetAttribute("data-blocked-src", source);
    }

    /// <summary>The colour a mail gives its body is carried by a box around it: white text needs it.</summary>
    private static string Background(IHtmlDocument document)
    {
        var color = document.Body?.GetAttribute("bgcolor") ?? "";
        return ColorPattern().IsMatch(color) ? $"<div style=\"background-color:{color}\">" : "<div>";
    }

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer { AllowDataAttributes = false };
        sanitizer.AllowedTags.Add("style");
        sanitizer.AllowedTags.Add("body");
        sanitizer.AllowedAtRules.Add(AngleSharp.Css.Dom.CssRuleType.Media);
        sanitizer.AllowedAttributes.Add("class");
        sanitizer.AllowedTags.ExceptWith(ForbiddenTags);
        sanitizer.AllowedAttributes.ExceptWith(ForbiddenAttributes);
        sanitizer.AllowedSchemes.UnionWith(["mailto", "tel", "cid", "data"]);
        // Nothing leaves its place in the flow, so that nothing lies over the rest.
        sanitizer.AllowedCssProperties.ExceptWith(["position", "z-index", "behavior", "-moz-binding", "filter", "src", "cursor"]);
        sanitizer.DisallowCssPropertyValue = LoadingValue();
        sanitizer.FilterUrl += static (_, url) =>
        {
            // An image may lie in the mail; a link that leads to data: is a page of the mail's own making.
            var isData = url.OriginalUrl.TrimStart().StartsWith("data:", StringComparison.OrdinalIgnoreCase);
            if (isData && url.Tag?.LocalName is not "img") url.SanitizedUrl = null;
        };
        return sanitizer;
    }

    [GeneratedRegex("""[<>\\]|url\s*\(|image-set|image\s*\(|expression|javascript|element\s*\(""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LoadingValue();

    [GeneratedRegex("""^#?[0-9A-Za-z]{3,20}$""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ColorPattern();
}
