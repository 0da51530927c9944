using System.Text.RegularExpressions;

namespace MailSink.Pages.Shell;

/// <summary>Turns a table's reference ("RFC 5321 section 4.1.1.1") into an address.</summary>
internal static partial class RfcReference
{
    /// <summary>The text's first RFC and section as a link, or null when it names none.</summary>
    public static string? Address(string reference)
    {
        if (Pattern().Match(reference) is not { Success: true } match) return null;
        var section = match.Groups["section"];
        return $"https://www.rfc-editor.org/rfc/rfc{match.Groups["rfc"].Value}" + (section.Success ? $"#section-{section.Value.TrimEnd('.')}" : "");
    }

    [GeneratedRegex(@"RFC\s?(?<rfc>\d{3,5})(?:,?\s?(?:section|§|sec\.)\s?(?<section>\d[\d.]*))?", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
