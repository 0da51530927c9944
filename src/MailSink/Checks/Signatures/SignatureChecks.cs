using MailSink.Checks.Headers;
using MailSink.Smtp;

namespace MailSink.Checks.Signatures;

/// <summary>DKIM signatures as far as they can be judged without the signer's key.</summary>
internal static class SignatureChecks
{
    private const int MaxSignatures = 10;
    private const int BlockSize = 64 * 1024;

    private static readonly string[] Required = ["v", "a", "b", "bh", "d", "h", "s"];
    private static readonly string[] Algorithms = ["rsa-sha256", "ed25519-sha256", "rsa-sha1"];

    public static void Run(CheckedMail mail, MailFindings findings)
    {
        var fields = mail.Header.All("DKIM-Signature").Take(MaxSignatures).ToList();
        if (fields.Count == 0)
        {
            if (mail.Header.Fields.Count > 0)
                findings.Report(SignatureLint.NoSignature, "there is no DKIM-Signature", severity: mail.IsBulk ? Severity.Warning : null);
            return;
        }

        var bodies = fields.Select(field => Check(field, findings)).OfType<SignedBody>().ToList();
        if (bodies.Count > 0 && mail.Header.IsEnded) CheckBodies(mail, bodies, findings);
        foreach (var body in bodies) body.Dispose();
    }

    private static SignedBody? Check(HeaderField field, MailFindings findings)
    {
        if (DkimTags.Read(field.Text) is not { } tags)
        {
            findings.Report(SignatureLint.SignatureSyntax, "not a list of tag=value, or a tag twice", field.Offset);
            return null;
        }

        foreach (var (fault, severity) in Faults(tags)) findings.Report(SignatureLint.SignatureSyntax, fault, field.Offset, severity: severity);
        return SignedBody.Of(field, tags);
    }

    private static IEnumerable<(string Fault, Severity Severity)> Faults(DkimTags tags)
    {
        foreach (var tag in Required.Where(tag => string.IsNullOrEmpty(tags[tag]))) yield return ($"{tag}= is missing", Severity.Error);
        if (tags["v"] is { } version and not "1") yield return ($"v={version}", Severity.Error);
        if (tags["a"] is { } algorithm && !Algorithms.Contains(algorithm, StringComparer.OrdinalIgnoreCase)) yield return ($"unknown algorithm {algorithm}", Severity.Error);
        // RFC 8301 section 3.1: "rsa-sha1 MUST NOT be used for signing or verifying."
        if ("rsa-sha1".Equals(tags["a"], StringComparison.OrdinalIgnoreCase)) yield return ("rsa-sha1 is not accepted any more", Severity.Error);
        if (tags["h"] is { Length: > 0 } && !tags.Signs("From")) yield return ("From is not among the signed fields (h=)", Severity.Error);
        foreach (var tag in (string[])["b", "bh"])
        {
            if (tags[tag] is { Length: > 0 } && tags.Octets(tag) is null) yield return ($"{tag}= is no base64", Severity.Error);
        }

        if (tags["t"] is { } signed && tags.Number("t") is null) yield return ($"t={signed} is no time", Severity.Error);
        if (tags.Number("x") is { } expires && tags.Number("t") is { } from && expires <= from) yield return ("x= is not after t=", Severity.Error);
        if (tags["l"] is not null) yield return ("l= lets anybody add to the body", Severity.Warning);
        if (WeakKey(tags) is { } bits) yield return ($"the signature is {bits} bits long, so is the key; 2048 are advised", bits < 1024 ? Severity.Error : Severity.Warning);
    }

    /// <summary>An RSA signature is as long as its key. RFC 8301 section 3.2: "Signers MUST use RSA keys of at least 1024 bits".</summary>
    private static int? WeakKey(DkimTags tags) =>
        tags["a"]?.StartsWith("rsa-", StringComparison.OrdinalIgnoreCase) == true && tags.Octets("b") is { } octets && octets.Length * 8 < 2048 ? octets.Length * 8 : null;

    /// <summary>Reads the body once for each canonical form, however many signatures there are.</summary>
    private static void CheckBodies(CheckedMail mail, IReadOnlyList<SignedBody> bodies, MailFindings findings)
    {
        foreach (var form in bodies.GroupBy(body => body.Tags.IsBodyRelaxed))
        {
            var canon = new BodyCanon(relaxed: form.Key, [.. form.Select(body => body.Hash)]);
            var buffer = new byte[(int)Math.Min(BlockSize, mail.Size)];
            mail.Content.Position = mail.Header.BodyStart;
            for (int read; (read = mail.Content.Read(buffer)) > 0;) canon.Take(buffer.AsSpan(0, read));
            canon.Finish();
            foreach (var body in form) Compare(body, canon.Length, findings);
        }
    }

    private static void Compare(SignedBody body, long length, MailFindings findings)
    {
        var (expected, actual) = (body.Expected, body.Hash.Finish());
        if (body.Tags.BodyLength > length)
            findings.Report(SignatureLint.BodyHash, $"l={body.Tags.BodyLength}, but the body has {length} octets", body.Field.Offset);
        else if (!actual.AsSpan().SequenceEqual(expected))
            findings.Report(SignatureLint.BodyHash, $"bh={Convert.ToBase64String(expected)}, the body gives {Convert.ToBase64String(actual)}", body.Field.Offset);
    }
}
