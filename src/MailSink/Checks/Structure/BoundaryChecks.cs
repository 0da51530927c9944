using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Structure;

/// <summary>Multiparts: their boundaries and what stands outside their parts.</summary>
internal static class BoundaryChecks
{
    private const int LongestBoundary = 70;
    private const int MaxLevels = 20;
    private const int MaxParts = 1000;

    public static void Boundary(CheckedMail mail, MailFindings findings)
    {
        // Where parsing stopped early, the closing delimiter may be what was not read.
        var isWhole = mail.Mail.Outcome == ParseOutcome.Ok;
        foreach (var part in mail.Parts.Where(part => part.IsMultipart))
        {
            if (Fault(part) is { } fault) findings.Report(MimeLint.Boundary, fault, part.Headers is [var first, ..] ? first.Offset : null, part.Number);
            else if (isWhole && part.Delimiters is { Count: > 0, IsClosed: false }) findings.Report(MimeLint.Boundary, "not closed by --boundary--", part.End, part.Number);
            else if (part.Delimiters?.Epilogue.Contains("--" + part.ContentType.Boundary, StringComparison.Ordinal) == true)
                findings.Report(MimeLint.Boundary, "the boundary stands behind the closing one again", part.End, part.Number);
        }
    }

    public static void Odd(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts.Where(part => part.IsMultipart))
        {
            if (part.Children.Count == 0)
            {
                findings.Report(MimeLint.Multipart, $"{part.MimeType} without a part", part.Start, part.Number);
                continue;
            }

            if (part.Children.Count == 1 && part.ContentType.IsMimeType("multipart", "alternative"))
                findings.Report(MimeLint.Multipart, "an alternative with a single part", part.Start, part.Number);
            // "This is a multi-part message in MIME format" is customary and harms nobody.
            if (part.Delimiters is { Preamble.Length: > 0 } before && !before.Preamble.Contains("MIME", StringComparison.OrdinalIgnoreCase))
                findings.Report(MimeLint.Multipart, $"text before the first part: {before.Preamble.ReplaceLineEndings(" ")}", part.Start, part.Number);
            if (part.Delimiters is { Epilogue.Length: > 0 } behind && !behind.Epilogue.StartsWith("--", StringComparison.Ordinal))
                findings.Report(MimeLint.Multipart, $"text behind the last part: {behind.Epilogue.ReplaceLineEndings(" ")}", part.End, part.Number);
        }
    }

    public static void Extent(CheckedMail mail, MailFindings findings)
    {
        if (mail.Parts.Count >= MaxParts) findings.Report(MimeLint.Structure, $"{MaxParts} parts or more");
        var deepest = mail.Parts.Select(part => (Part: part, Level: Level(part))).OrderByDescending(one => one.Level).FirstOrDefault();
        if (deepest.Level > MaxLevels) findings.Report(MimeLint.Structure, $"{deepest.Level} levels", part: deepest.Part.Number);
        foreach (var part in mail.Parts)
        {
            if (part.Parent?.ContentType.IsMimeType("multipart", "digest") == true && !part.ContentType.IsMimeType("message", "*") && part.Headers.Any(h => h.Id == MimeKit.HeaderId.ContentType))
                findings.Report(MimeLint.Structure, $"{part.MimeType} in a digest", part.Start, part.Number);
            if (part.ContentType.IsMimeType("message", "rfc822") && part.Encoding is "base64" or "quoted-printable")
                findings.Report(MimeLint.Structure, $"a message in {part.Encoding}: readers show a file instead", part.Start, part.Number);
        }
    }

    private static string? Fault(MimeNode part)
    {
        var boundary = part.ContentType.Boundary;
        if (string.IsNullOrEmpty(boundary)) return $"{part.MimeType} without boundary=";
        if (boundary.Length > LongestBoundary) return $"{boundary.Length} characters";
        if (boundary.EndsWith(' ')) return "ends with a space";
        if (boundary.FirstOrDefault(c => !IsAllowed(c)) is not '\0' and var odd) return $"the character {odd} in it";
        for (var outer = part.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer.ContentType.Boundary == boundary) return $"the same as that of part {outer.Number}";
        }

        return null;
    }

    /// <summary>RFC 2046 section 5.1.1: bchars.</summary>
    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || "'()+_,-./:=? ".Contains(c);

    private static int Level(MimeNode part)
    {
        var level = 0;
        for (var outer = part.Parent; outer is not null; outer = outer.Parent) level++;
        return level;
    }
}
