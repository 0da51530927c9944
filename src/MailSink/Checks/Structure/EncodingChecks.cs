using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Structure;

/// <summary>Content-Transfer-Encoding: which, where, and whether the octets keep to it.</summary>
internal static class EncodingChecks
{
    public static void Choice(CheckedMail mail, MailFindings findings)
    {
        var isMime = mail.Header.First("MIME-Version") is not null;
        foreach (var part in mail.Parts)
        {
            if (ChoiceFault(part) is { } fault) findings.Report(MimeLint.TransferEncoding, fault, part: part.Number);
            else if (isMime && part.Encoding is null or "7bit" && part.Lines is { EightBit.Count: > 0 } lines)
                findings.Report(MimeLint.TransferEncoding, $"{(part.Encoding is null ? "no encoding, which means 7bit" : "7bit")}, and octets above 127", lines.EightBit, part.Number);
            if (part.Encoding == "binary" && mail.Envelope.Client is not null && mail.Envelope.Body != "BINARYMIME")
                findings.Report(MimeLint.Binary, $"Content-Transfer-Encoding: binary, and BODY={mail.Envelope.Body ?? "7BIT"}", part: part.Number);
        }
    }

    public static void Base64(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts)
        {
            if (part.Lines is not { Base64: { } base64 } lines) continue;
            findings.Report(MimeLint.Base64, "characters outside the alphabet", base64.Foreign, part.Number);
            findings.Report(MimeLint.Base64, "more behind the padding", base64.AfterPadding, part.Number);
            // Characters that do not belong there make the count meaningless.
            if (base64.BadEnd is { } end && base64.Foreign.Count == 0) findings.Report(MimeLint.Base64, end, part.End, part.Number);
            findings.Report(MimeLint.Base64, "more than 76 characters in a line", lines.OverEncoded, part.Number, Severity.Warning);
            findings.Report(MimeLint.Base64, "spaces within", base64.Blank, part.Number, Severity.Warning);
        }
    }

    public static void QuotedPrintable(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts)
        {
            if (part.Lines is not { QuotedPrintable: { } quoted } lines) continue;
            findings.Report(MimeLint.QuotedPrintable, "= that begins neither =XX nor a soft line break", quoted.BadEscape, part.Number);
            findings.Report(MimeLint.QuotedPrintable, "octets above 127 as they stand", lines.EightBit, part.Number);
            findings.Report(MimeLint.QuotedPrintable, "more than 76 characters in a line", lines.OverEncoded, part.Number);
            findings.Report(MimeLint.QuotedPrintable, "a space or tab at the end of a line", quoted.TrailingSpace, part.Number);
            findings.Report(MimeLint.QuotedPrintable, "small hexadecimal digits", quoted.LowerCase, part.Number, Severity.Info);
        }
    }

    private static string? ChoiceFault(MimeNode part)
    {
        if (part.Encoding is not { } encoding || encoding is "7bit" or "8bit" or "binary") return null;
        // RFC 2045 section 6.4: "it is EXPRESSLY FORBIDDEN to use any encodings other than "7bit", "8bit", or "binary" with any
        // composite media type"; RFC 6532 section 3.7 lets message/global be encoded.
        if (part.IsMultipart || part.ContentType.IsMimeType("message", "rfc822") || part.ContentType.IsMimeType("message", "partial"))
            return $"{part.MimeType} in {encoding}";
        return encoding is "base64" or "quoted-printable" ? null : $"{encoding} is no encoding that readers know";
    }
}
