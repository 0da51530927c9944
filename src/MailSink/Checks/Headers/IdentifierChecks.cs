using MailSink.Smtp;

namespace MailSink.Checks.Headers;

/// <summary>Identifiers: Message-ID, what answers to it, and the list's.</summary>
internal static class IdentifierChecks
{
    /// <summary>Right sides that thousands of machines share.</summary>
    private static readonly string[] NotUnique = ["localhost", "localhost.localdomain", "localdomain", "127.0.0.1", "[127.0.0.1]", "local"];

    public static void MessageIdField(CheckedMail mail, MailFindings findings)
    {
        if (mail.Header.First("Message-ID") is not { } field)
        {
            if (mail.Header.Fields.Count > 0) findings.Report(HeaderLint.MessageId, "there is none", severity: Severity.Warning);
            return;
        }

        if (mail.Header.Count("Message-ID") is > 1 and var count)
            findings.Report(HeaderLint.MessageId, $"{count} Message-ID fields", mail.Header.All("Message-ID").ElementAt(1).Offset);
        if (RightSide(WithoutComment(field.Text)) is not { } right) findings.Report(HeaderLint.MessageId, $"not <left@right>: {field.Text}", field.Offset);
        else if (NotUnique.Contains(right, StringComparer.OrdinalIgnoreCase))
            findings.Report(HeaderLint.MessageId, $"{right} is the right side of everybody's", field.Offset, severity: Severity.Warning);
    }

    public static void Answers(CheckedMail mail, MailFindings findings)
    {
        foreach (var name in (ReadOnlySpan<string>)["In-Reply-To", "References"])
        {
            if (mail.Header.First(name) is { } field && !IsList(field.Text))
                findings.Report(HeaderLint.References, $"{name} is no list of message ids: {field.Text}", field.Offset);
        }
    }

    public static void ListId(CheckedMail mail, MailFindings findings)
    {
        if (mail.Header.First("List-Id") is not { } field) return;
        // RFC 2919 section 3: "list-id-header = "List-ID:" [phrase] "<" list-id ">" CRLF", list-id a label, a dot and a namespace.
        var text = field.Text;
        var open = text.LastIndexOf('<');
        var name = open >= 0 && text.EndsWith('>') ? text[(open + 1)..^1] : "";
        if (!IsDotAtom(name) || !name.Contains('.')) findings.Report(HeaderLint.ListId, $"no <name.domain> at its end: {text}", field.Offset);
    }

    /// <summary>RFC 5322 section 3.6.4: <c>msg-id = [CFWS] "&lt;" id-left "@" id-right "&gt;" [CFWS]</c>, so a comment may follow.</summary>
    private static string WithoutComment(string text)
    {
        var end = text.IndexOf('>') + 1;
        return text[..end] + DateTimeField.WithoutComments(text[end..]).Trim();
    }

    /// <summary>What stands behind the @ of a single message id; null when it is none.</summary>
    private static string? RightSide(string text)
    {
        if (text is not ['<', .., '>']) return null;
        var id = text[1..^1];
        var at = id.LastIndexOf('@');
        if (at <= 0 || at == id.Length - 1) return null;
        var (left, right) = (id[..at], id[(at + 1)..]);
        var isLiteral = right is ['[', .., ']'] && right.Length > 2 && !right.Contains(' ');
        // A quoted left side is obsolete and allowed (section 4.5.4).
        return (IsDotAtom(left) || left is ['"', .., '"']) && (isLiteral || IsDotAtom(right)) ? right : null;
    }

    private static bool IsList(string text)
    {
        var ids = text.Split(['<', '>'], StringSplitOptions.TrimEntries);
        // Outside and inside take turns: nothing outside, an id inside.
        if (ids.Length < 3 || ids.Length % 2 == 0) return false;
        for (var at = 0; at < ids.Length; at++)
        {
            var isInside = at % 2 == 1;
            if (isInside ? RightSide($"<{ids[at]}>") is null : ids[at].Trim(',').Length > 0) return false;
        }

        return true;
    }

    /// <summary>RFC 5322 section 3.2.3, with the letters of RFC 6532; dots in odd places are forgiven.</summary>
    private static bool IsDotAtom(string text) =>
        text.Length > 0 && !text.Any(c => c <= ' ' || c == 127 || "()<>[]:;@\\,\"".Contains(c));
}
