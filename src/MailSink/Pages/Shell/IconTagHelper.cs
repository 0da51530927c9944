using Microsoft.AspNetCore.Razor.TagHelpers;

namespace MailSink.Pages.Shell;

/// <summary><c>&lt;icon name="inbox" size="16" /&gt;</c>: a drawing of the page's sprite, hidden from assistive technology.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>Name of a symbol in <c>_Icons.cshtml</c>, without its prefix.</summary>
    public string Name { get; set; } = "";

    /// <summary>Edge length in CSS pixels.</summary>
    public int Size { get; set; } = 16;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("width", Size);
        output.Attributes.SetAttribute("height", Size);
        output.Attributes.SetAttribute("viewBox", "0 0 16 16");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.AppendHtml("<use href=\"#i-").Append(Name).AppendHtml("\"></use>");
    }
}
