using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MailSink.Pages.Shell;

/// <summary>
/// <c>&lt;time local="@at" /&gt;</c>: an instant. The server writes UTC; <c>js/times.js</c> rewrites it in the viewer's zone.
/// </summary>
[HtmlTargetElement("time", Attributes = "local")]
public sealed class LocalTimeTagHelper : TagHelper
{
    public DateTimeOffset Local { get; set; }

    /// <summary>Show milliseconds too.</summary>
    public bool Precise { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var utc = Local.ToUniversalTime();
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("data-time", Precise ? "precise" : "");
        output.Content.SetContent(utc.ToString(Precise ? "HH:mm:ss.fff" : "HH:mm:ss", CultureInfo.InvariantCulture));
    }
}
