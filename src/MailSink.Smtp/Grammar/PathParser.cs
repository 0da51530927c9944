using System.Text;
using System.Text.Unicode;

namespace MailSink.Smtp;

/// <summary>
/// Reads a path (RFC 5321 section 4.1.2). Understands more than the grammar allows and says so by flags; quotes come before
/// brackets and at signs, since <c>&lt;"a&gt;b"@c&gt;</c> is an address.
/// </summary>
internal static class PathParser
{
    private const int LongestPath = 1024;
    private const int LongestDomain = 255;

    /// <param name="text">What stands behind <c>FROM:</c> or <c>TO:</c>.</param>
    /// <param name="path">The path.</param>
    /// <returns>False when nobody could understand it.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out MailPath path)
    {
        path = default;
        var flaws = PathFlaws.None;
        var start = 0;
        while (start < text.Length && text[start] == ' ') start++;
        if (start > 0) flaws |= PathFlaws.SpaceBefore;
        if (start == text.Length) return false;
        var bracketed = text[start] == '<';
        if (!bracketed) flaws |= PathFlaws.NoBrackets;
        if (bracketed) start++;
        var length = FindEnd(text[start..], bracketed);
        if (length < 0 || length > LongestPath) return false;
        var end = start + length + (bracketed ? 1 : 0);
        if (bracketed && end < text.Length && text[end] != ' ') return false;
        var mailbox = text.Slice(start, length);
        if (mailbox.IsEmpty)
        {
            if (!bracketed) return false;
            path = new MailPath("", flaws, end);
            return true;
        }

        // "The maximum total length of a reverse-path or forward-path is 256 octets (including the punctuation and element
        // separators)" (RFC 5321 section 4.5.3.1.3): two of them are the brackets.
        if (length > 254) flaws |= PathFlaws.LongPath;
        if (!SkipRoute(ref mailbox, ref flaws) || !CheckMailbox(mailbox, ref flaws)) return false;
        path = new MailPath(Encoding.UTF8.GetString(mailbox), flaws, end);
        return true;
    }

    /// <returns>Length of the path up to its bracket or space, or -1.</returns>
    private static int FindEnd(ReadOnlySpan<byte> text, bool bracketed)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var octet = text[i];
            if (quoted)
            {
                if (octet == '\\') i++;
                else if (octet == '"') quoted = false;
            }
            else if (octet == '"') quoted = true;
            else if (octet == '>' && bracketed) return i;
            else if (octet == ' ') return bracketed ? -1 : i;
            else if (octet is (byte)'<' or (byte)'>') return -1;
        }

        return bracketed || quoted ? -1 : text.Length;
    }

    /// <summary>RFC 5321 section 4.1.1.3: "servers ... SHOULD strip the source route and use only the final destination".</summary>
    private static bool SkipRoute(ref ReadOnlySpan<byte> mailbox, ref PathFlaws flaws)
    {
        if (mailbox[0] != '@') return true;
        var colon = mailbox.IndexOf((byte)':');
        if (colon < 0) return false;
        mailbox = mailbox[(colon + 1)..];
        flaws |= PathFlaws.SourceRoute;
        return !mailbox.IsEmpty;
    }

    private static bool CheckMailbox(ReadOnlySpan<byte> mailbox, ref PathFlaws flaws)
    {
        if (!Ascii.IsValid(mailbox))
        {
            if (!Utf8.IsValid(mailbox)) return false;
            flaws |= PathFlaws.NonAscii;
        }

        var at = AtSign(mailbox);
        if (at == 0 || at == mailbox.Length - 1) return false;
        var local = at < 0 ? mailbox : mailbox[..at];
        if (local.Length > 64) flaws |= PathFlaws.LongLocalPart;
        if (!IsLocalPart(local)) flaws |= PathFlaws.LocalPart;
        if (at < 0)
        {
            // "RCPT TO:<Postmaster>" is the one address that needs no domain (RFC 5321 section 4.5.1).
            if (!Ascii.EqualsIgnoreCase(mailbox, "postmaster"u8)) flaws |= PathFlaws.NoDomain;
            return true;
        }

        var domain = mailbox[(at + 1)..];
        if (!DomainParser.IsDomainOrLiteral(domain)) flaws |= PathFlaws.Domain;
        return domain.Length <= LongestDomain;
    }

    /// <summary>The last at sign outside quotes.</summary>
    private static int AtSign(ReadOnlySpan<byte> mailbox)
    {
        var quoted = false;
        var found = -1;
        for (var i = 0; i < mailbox.Length; i++)
        {
            if (quoted && mailbox[i] == '\\') i++;
            else if (mailbox[i] == '"') quoted = !quoted;
            else if (mailbox[i] == '@' && !quoted) found = i;
        }

        return found;
    }

    private static bool IsLocalPart(ReadOnlySpan<byte> local)
    {
        if (local[0] == '"') return IsQuotedString(local);
        var afterDot = true;
        foreach (var octet in local)
        {
            if (octet == '.' && afterDot) return false;
            afterDot = octet == '.';
            if (!afterDot && !IsAtom(octet)) return false;
        }

        return !afterDot;
    }

    /// <summary>One pair of quotes around all of it: within, a quote stands behind a backslash.</summary>
    private static bool IsQuotedString(ReadOnlySpan<byte> local)
    {
        for (var i = 1; i < local.Length; i++)
        {
            if (local[i] == '\\') i++;
            else if (local[i] == '"') return i == local.Length - 1;
        }

        return false;
    }

    private static bool IsAtom(byte octet) =>
        octet > 127 || char.IsAsciiLetterOrDigit((char)octet) || "!#$%&'*+-/=?^_`{|}~"u8.Contains(octet);
}
