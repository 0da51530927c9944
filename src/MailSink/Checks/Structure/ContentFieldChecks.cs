using MailSink.Messages.Mime;
using MailSink.Smtp;
using MimeKit;

namespace MailSink.Checks.Structure;

/// <summary>The Content fields of each part: their grammar, and the names of files in them.</summary>
internal static class ContentFieldChecks
{
    public static void Run(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts)
        {
            var type = Check(part, HeaderId.ContentType, findings);
            var disposition = Check(part, HeaderId.ContentDisposition, findings);
            CheckNames(part, type, disposition, findings);
        }
    }

    private static FieldParameters? Check(MimeNode part, HeaderId id, MailFindings findings)
    {
        if (part.Headers.FirstOrDefault(header => header.Id == id) is not { } header) return null;
        var read = FieldParameters.Read(header);
        var name = header.Field;
        if (id == HeaderId.ContentType && !IsType(read.Value)) findings.Report(MimeLint.ContentField, $"{name} is no type/subtype: {read.Value}", header.Offset, part.Number);
        else if (read.Fault is { } fault) findings.Report(MimeLint.ContentField, $"{name}: {fault}", header.Offset, part.Number);
        if (read.Parameters.Count < 2) return read;
        var repeated = read.Parameters.GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Skip(1).Any());
        if (repeated is not null) findings.Report(MimeLint.ContentField, $"{name}: {repeated.Key}= twice", header.Offset, part.Number);
        return read;
    }

    private static bool IsType(string value) =>
        value.Split('/') is [{ Length: > 0 } type, { Length: > 0 } subtype] && !type.Contains(' ') && !subtype.Contains(' ');

    private static void CheckNames(MimeNode part, FieldParameters? type, FieldParameters? disposition, MailFindings findings)
    {
        CheckName(part, type?.Find("name"), findings);
        CheckName(part, disposition?.Find("filename"), findings);
        if (disposition?.Find("filename") is { } plain && disposition.Find("filename*") is { } extended && Extended(extended.Value) is { } name
            && IsComparable(plain.Value) && name != plain.Value)
            findings.Report(MimeLint.FileName, $"filename is {plain.Value}, filename* is {name}", part: part.Number);
    }

    private static void CheckName(MimeNode part, FieldParameter? parameter, MailFindings findings)
    {
        if (parameter is null) return;
        if (parameter.Value.Any(c => c > 126))
            findings.Report(MimeLint.FileName, $"{parameter.Name} holds characters as they stand: {parameter.Value}", part: part.Number);
        else if (parameter.Value.Contains("=?", StringComparison.Ordinal) && parameter.Value.Contains("?=", StringComparison.Ordinal))
            findings.Report(MimeLint.FileName, $"{parameter.Name} holds an encoded-word: {parameter.Value}", part: part.Number);
    }

    /// <summary>What RFC 6266 calls a fallback: a name in ASCII in which what cannot be written is replaced, which contradicts nothing.</summary>
    private static bool IsComparable(string name) => !name.AsSpan().ContainsAny('?', '_', '-') && name.All(char.IsAscii) && !name.Contains("=?", StringComparison.Ordinal);

    /// <summary>RFC 2231 section 4: charset'language'text with %XX; null for other charsets than UTF-8.</summary>
    private static string? Extended(string value) =>
        value.Split('\'', 3) is [var charset, _, var text] && charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ? Uri.UnescapeDataString(text) : null;
}
