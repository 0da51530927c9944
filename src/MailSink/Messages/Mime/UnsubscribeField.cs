using System.Text.RegularExpressions;
using MimeKit;

namespace MailSink.Messages.Mime;

/// <summary>Reads List-Unsubscribe (RFC 2369) and List-Unsubscribe-Post (RFC 8058).</summary>
internal static partial class UnsubscribeField
{
    private const int MaxTargets = 20;

    /// <summary>Null when the mail names no way to unsubscribe.</summary>
    public static UnsubscribeDto? Read(ParsedMail mail)
    {
        if (mail.HeaderValue(HeaderId.ListUnsubscribe) is not { } value) return null;
        var targets = TargetPattern().Matches(value).Take(MaxTargets).Select(m => m.Groups["target"].Value.Trim()).ToList();
        if (targets.Count == 0) return null;
        var post = mail.Headers.FirstOrDefault(h => h.Field.Equals("List-Unsubscribe-Post", StringComparison.OrdinalIgnoreCase))?.Value.Trim();
        return new UnsubscribeDto(
            [.. targets.Where(t => t.StartsWith("http", StringComparison.OrdinalIgnoreCase))],
            [.. targets.Where(t => t.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))],
            // RFC 8058 section 3.1: the field "MUST contain the single key/value pair List-Unsubscribe=One-Click".
            string.Equals(post, "List-Unsubscribe=One-Click", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("<(?<target>[^<>]+)>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TargetPattern();
}
