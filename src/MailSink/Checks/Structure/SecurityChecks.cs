using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Structure;

/// <summary>Signed and encrypted mail: whether a program that verifies or decrypts it finds what it needs, not whether it is genuine.</summary>
internal static class SecurityChecks
{
    private const string PgpSignature = "application/pgp-signature";
    private const string PgpEncrypted = "application/pgp-encrypted";

    private static readonly string[] SmimeSignatures = ["application/pkcs7-signature", "application/x-pkcs7-signature"];

    // RFC 8551 section 3.5.3.2: its table, what it lists of old, and the registry it takes future ones from.
    private static readonly string[] SmimeHashes =
        ["md5", "sha-1", "sha-224", "sha-256", "sha-384", "sha-512", "unknown", "rsa-md5", "rsa-sha1", "sha1", "md2", "shake128", "shake256"];

    public static void Run(CheckedMail mail, MailFindings findings)
    {
        foreach (var part in mail.Parts)
        {
            var fault = part.ContentType.IsMimeType("multipart", "signed") ? SignedFault(part)
                : part.ContentType.IsMimeType("multipart", "encrypted") ? EncryptedFault(part)
                : part.ContentType.IsMimeType("application", "pkcs7-mime") || part.ContentType.IsMimeType("application", "x-pkcs7-mime") ? SmimeFault(part) : null;
            if (fault is not null) findings.Report(MimeLint.Security, fault, part.Start, part.Number);
        }
    }

    private static string? SignedFault(MimeNode part)
    {
        if (part.ContentType.Parameters["protocol"] is not { Length: > 0 } protocol) return "multipart/signed without protocol=";
        if (part.ContentType.Parameters["micalg"] is not { Length: > 0 } hash) return "multipart/signed without micalg=";
        if (part.Children.Count != 2) return $"multipart/signed with {part.Children.Count} parts";
        if (!Is(part.Children[1], protocol)) return $"protocol={protocol}, but the second part is {part.Children[1].MimeType}";
        if (IsAny(protocol, [PgpSignature])) return PgpFault(part.Children[0], hash);
        // Several hashes are separated by commas (RFC 8551 section 3.5.3.2).
        return IsAny(protocol, SmimeSignatures) && hash.Split(',').FirstOrDefault(one => !IsAny(one, SmimeHashes)) is { } odd ? $"micalg={odd} is no hash of S/MIME" : null;
    }

    /// <summary>
    /// RFC 3156 section 5: micalg is "pgp-&lt;hash-identifier&gt;" in lower case; section 3: "all data signed according to this protocol
    /// MUST be constrained to 7 bits".
    /// </summary>
    private static string? PgpFault(MimeNode signed, string hash)
    {
        if (!hash.StartsWith("pgp-", StringComparison.Ordinal) || hash.Any(char.IsAsciiLetterUpper) || hash.Contains(',')) return $"micalg={hash}, but PGP has pgp- and a hash in lower case";
        var wide = signed.WithDescendants().FirstOrDefault(part => part.Encoding is "8bit" or "binary");
        return wide is null ? null : $"part {wide.Number} is {wide.Encoding}, but what PGP signs is 7bit";
    }

    private static string? EncryptedFault(MimeNode part)
    {
        if (part.ContentType.Parameters["protocol"] is not { Length: > 0 } protocol) return "multipart/encrypted without protocol=";
        if (part.Children.Count != 2) return $"multipart/encrypted with {part.Children.Count} parts";
        if (!Is(part.Children[0], protocol)) return $"protocol={protocol}, but the first part is {part.Children[0].MimeType}";
        // RFC 3156 section 4: "The second MIME body part MUST contain the actual encrypted data. It MUST be labeled with a content
        // type of "application/octet-stream"."
        return IsAny(protocol, [PgpEncrypted]) && !Is(part.Children[1], "application/octet-stream") ? $"the second part is {part.Children[1].MimeType}, not application/octet-stream" : null;
    }

    /// <summary>RFC 8551 section 3.2: "The Content-Type header field of all application/pkcs7-mime objects SHOULD include the optional "smime-type" parameter".</summary>
    private static string? SmimeFault(MimeNode part) =>
        string.IsNullOrEmpty(part.ContentType.Parameters["smime-type"]) ? $"{part.MimeType} without smime-type=: whether it is signed or encrypted cannot be seen" : null;

    private static bool Is(MimeNode part, string type) => part.MimeType.Equals(type.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool IsAny(string value, string[] names) => names.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);
}
