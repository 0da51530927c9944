using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MailSink.Reports;

/// <summary>The address of an ORCPT of type <c>utf-8</c>, in any of the three forms of RFC 6533 section 3.</summary>
internal static partial class Utf8Address
{
    /// <summary>The address itself; an escape that stands for no character stays as it is ("it MUST be copied … without alteration").</summary>
    public static string Decode(string text) => Escape.Replace(text, static match =>
        int.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && Rune.IsValid(value)
            ? new Rune(value).ToString()
            : match.Value);

    [GeneratedRegex(@"\\x\{([0-9A-Fa-f]{2,6})\}")]
    private static partial Regex Escape { get; }
}
