using System.Text;
using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Structure;

/// <summary>MIME-Version, charsets and what the octets of a text are.</summary>
internal static class TextChecks
{
    private static readonly LintRow LongLine = LintTable.FindById("D05")!;

    /// <summary>
    /// Types whose registrations let a missing charset mean UTF-8 or what their content says (RFC 7111, 5545, 6350, 7303, 9239;
    /// RFC 6657 section 3 allows that).
    /// </summary>
    private static readonly string[] HasOwnDefault = ["csv", "calendar", "vcard", "xml", "javascript"];

    public static void Version(CheckedMail mail, MailFindings findings)
    {
        var header = mail.Header;
        if (header.First("MIME-Version") is { } version)
        {
            // RFC 2045 section 4 lets comments stand around the 1.0.
            var value = version.Text.Contains('(') ? version.Text[..version.Text.IndexOf('(')].Trim() : version.Text;
            if (value.Length > 0 && value.Replace(" ", "", StringComparison.Ordinal) != "1.0")
                findings.Report(MimeLint.MimeVersion, $"MIME-Version: {version.Text}", version.Offset);
            return;
        }

        var field = header.Fields.FirstOrDefault(field => field.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase));
        if (field is not null) findings.Report(MimeLint.MimeVersion, $"{field.Name} without MIME-Version", field.Offset);
        else if (mail.Mail.Root?.Lines is { EightBit.Count: > 0 } lines) findings.Report(MimeLint.MimeVersion, "octets above 127, and nothing says what they are", lines.EightBit);
    }

    public static void Charset(CheckedMail mail, MailFindings findings)
    {
        if (mail.Header.First("MIME-Version") is null) return;
        foreach (var part in mail.Parts)
        {
            if (part.IsText && Fault(part) is { } fault) findings.Report(MimeLint.Charset, fault, part.Start, part.Number);
        }
    }

    public static void Lines(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts)
        {
            if (!part.IsText || part.Lines is not { LongLines.Count: > 0 } lines || lines.Base64 is not null || lines.QuotedPrintable is not null) continue;
            findings.Report(LongLine, "more than 78 octets in a line of text", lines.LongLines, part.Number, Severity.Info);
        }
    }

    public static void Flowed(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts)
        {
            if (!part.ContentType.IsMimeType("text", "plain") || part.ContentType.Format is not { } format || !format.Equals("flowed", StringComparison.OrdinalIgnoreCase)) continue;
            if (part.Lines is { LongLines.Count: > 0, Base64: null } lines)
                findings.Report(MimeLint.Flowed, "more than 78 octets in a line that should flow", lines.LongLines, part.Number);
            if (part.Text.Span.StartsWith("From "u8) || part.Text.Span.IndexOf("\nFrom "u8) >= 0)
                findings.Report(MimeLint.Flowed, "a line begins with From and is not stuffed with a space", part: part.Number);
        }
    }

    private static string? Fault(MimeNode part)
    {
        var text = part.Text.Span;
        var isAscii = Ascii.IsValid(text);
        if (part.Charset?.Trim() is not { Length: > 0 } charset)
            return isAscii || HasOwnDefault.Contains(part.ContentType.MediaSubtype, StringComparer.OrdinalIgnoreCase) ? null : "no charset, which means US-ASCII, and octets above 127";
        if (charset.ToLowerInvariant() is "us-ascii" or "ascii") return isAscii ? null : "charset us-ascii and octets above 127";
        if (charset.Equals("utf-7", StringComparison.OrdinalIgnoreCase)) return null;
        if (CharsetText.Find(charset) is not { } encoding) return $"unknown charset {charset}";
        return encoding is UTF8Encoding && !isAscii && !IsUtf8(text, part.IsTextCut) ? $"charset {charset} and octets that are no UTF-8" : null;
    }

    /// <summary>What was cut may end within a character.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> text, bool isCut)
    {
        if (System.Text.Unicode.Utf8.IsValid(text)) return true;
        for (var back = 1; isCut && back <= Math.Min(3, text.Length); back++)
        {
            if (System.Text.Unicode.Utf8.IsValid(text[..^back])) return true;
        }

        return false;
    }
}
