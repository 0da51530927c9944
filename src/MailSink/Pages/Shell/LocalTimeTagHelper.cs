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

    /// <summary>Show the date with its year and the time, for an instant that may be far away.</summary>
    public bool Far { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var utc = Local.ToUniversalTime();
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        output.Attributes.SetAttribute("data-time", Far ? "far" : Precise ? "precise" : "");
        output.Content.SetContent(utc.ToString(Far ? "yyyy-MM-dd HH:mm:ss" : Precise ? "HH:mm:ss.fff" : "HH:mm:ss", CultureInfo.InvariantCulture));
    }
}
