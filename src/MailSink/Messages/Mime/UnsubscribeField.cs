using MimeKit;

namespace MailSink.Messages.Mime;

/// <summary>Reads List-Unsubscribe (RFC 2369) and List-Unsubscribe-Post (RFC 8058).</summary>
internal static class UnsubscribeField
{
    private const int MaxTargets = 20;

    /// <summary>Null when the mail names no way to unsubscribe.</summary>
    public static UnsubscribeDto? Read(ParsedMail mail)
    {
        if (mail.HeaderValue(HeaderId.ListUnsubscribe) is not { } value) return null;
        var targets = Targets(value).Take(MaxTargets).ToList();
        if (targets.Count == 0) return null;
        var post = mail.Headers.FirstOrDefault(h => h.Field.Equals("List-Unsubscribe-Post", StringComparison.OrdinalIgnoreCase))?.Value.Trim();
        return new UnsubscribeDto(
            [.. targets.Where(t => t.StartsWith("http", StringComparison.OrdinalIgnoreCase))],
            [.. targets.Where(t => t.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))],
            // RFC 8058 section 3.1: the field "MUST contain the single key/value pair List-Unsubscribe=One-Click".
            string.Equals(post, "List-Unsubscribe=One-Click", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>What stands between angle brackets that hold no others. By hand: a group in a pattern costs a thousand octets for each one it takes.</summary>
    private static IEnumerable<string> Targets(string value)
    {
        foreach (var piece in value.Split('<').Skip(1))
        {
            if (piece.IndexOf('>') is > 0 and var end) yield return piece[..end].Trim();
        }
    }
}
