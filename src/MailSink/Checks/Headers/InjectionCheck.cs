using System.Collections.Frozen;
using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Headers;

/// <summary>What is left in a mail when user input was put into its header unchecked.</summary>
internal static class InjectionCheck
{
    private const int BodyStart = 2048;
    private const int FieldsOfABlock = 3;

    private static readonly FrozenSet<string> Values = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Subject", "From", "To", "Cc", "Reply-To", "Sender");
    private static readonly string[] LineEnds = ["%0d%0a", "%0a", "%0d", "\\r\\n", "\\n"];
    private static readonly string[] Machinery = ["MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Bcc"];

    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, ["From", "To", "Cc", "Bcc", "Subject", "Date", "Reply-To", "Message-ID", "X-Mailer", .. Machinery]);

    public static void Run(CheckedMail mail, MailFindings findings)
    {
        foreach (var field in mail.Header.Fields)
        {
            if (!Values.Contains(field.Name)) continue;
            if (HoldsLineEnd(field.Text)) findings.Report(HeaderLint.Injection, $"an encoded line end in {field.Name}", field.Offset);
            else if (HoldsField(field.Text)) findings.Report(HeaderLint.Injection, $"a line end and a field within {field.Name}: {field.Text}", field.Offset);
        }

        if (RepeatedBlock(mail.Header) is { } block) findings.Report(HeaderLint.Injection, $"a second block of fields begins with {block.Name}", block.Offset);
        if (mail.Mail.Root is { IsMultipart: false } root && BodyBegins(root) is { } name)
            findings.Report(HeaderLint.Injection, $"the body begins with fields of a header: {name}", root.Start, root.Number);
    }

    private static bool HoldsLineEnd(string text) =>
        text.Contains("=?", StringComparison.Ordinal)
        && EncodedWord.Find(text).Any(word => word.Decode() is { } octets && octets.AsSpan().IndexOfAny((byte)'\r', (byte)'\n') >= 0);

    /// <summary>A line end that some layer would decode, and a field behind it.</summary>
    private static bool HoldsField(string text)
    {
        if (text.IndexOfAny(['%', '\\']) < 0) return false;
        foreach (var end in LineEnds)
        {
            var at = text.IndexOf(end, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && Names.Any(name => text.AsSpan(at + end.Length).StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))) return true;
        }

        return false;
    }

    /// <summary>Three fields in a row that stood there before, each of which may stand once only.</summary>
    private static HeaderField? RepeatedBlock(HeaderSection header)
    {
        if (header.Fields.Count < 2 * FieldsOfABlock) return null;
        var seen = new HashSet<string>(header.Fields.Count, StringComparer.OrdinalIgnoreCase);
        var run = 0;
        HeaderField? first = null;
        foreach (var field in header.Fields)
        {
            var isRepeated = Names.Contains(field.Name) && !seen.Add(field.Name);
            if (isRepeated && run++ == 0) first = field;
            if (!isRepeated) run = 0;
            if (run == FieldsOfABlock) return first;
        }

        return null;
    }

    /// <summary>
    /// The first field that no human writes among those a body begins with. Text that somebody forwards begins with From and
    /// Subject too, so these do not count by themselves.
    /// </summary>
    private static string? BodyBegins(MimeNode body)
    {
        var octets = body.Text.Span;
        octets = octets[..Math.Min(octets.Length, BodyStart)];
        if (octets.IndexOf((byte)':') is < 2 or > 30) return null;
        var section = HeaderSection.Read(octets.ToArray());
        if (section.Fields.Count < 2 || section.NoColon.Count > 0 || !section.IsEnded) return null;
        return section.Fields.FirstOrDefault(field => Machinery.Contains(field.Name, StringComparer.OrdinalIgnoreCase))?.Name;
    }
}
