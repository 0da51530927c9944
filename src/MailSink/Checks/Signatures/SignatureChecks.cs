using MailSink.Checks.Headers;
using MailSink.Smtp;

namespace MailSink.Checks.Signatures;

/// <summary>DKIM signatures as far as they can be judged without the signer's key.</summary>
internal static class SignatureChecks
{
    private const int MaxSignatures = 10;
    private const int BlockSize = 64 * 1024;

    /// <summary>RFC 8032 section 5.1.6: a signature is R and S of 32 octets each.</summary>
    private const int Ed25519Octets = 64;

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
        CheckPair(bodies, findings);
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

        if (IsEd25519(tags) && tags.Octets("b") is { Length: not Ed25519Octets } wrong) yield return ($"an Ed25519 signature of {wrong.Length} octets", Severity.Error);
        if (tags["c"] is { } form && !IsCanonicalisation(form)) yield return ($"c={form} is no canonicalisation", Severity.Error);
        if (!IsWithin(tags["i"], tags.Domain)) yield return ($"i={tags["i"]} is not within d={tags.Domain}", Severity.Error);
        if (tags["t"] is { } signed && tags.Number("t") is null) yield return ($"t={signed} is no time", Severity.Error);
        if (tags.Number("x") is { } expires && tags.Number("t") is { } from && expires <= from) yield return ("x= is not after t=", Severity.Error);
        if (tags["l"] is not null) yield return ("l= lets anybody add to the body", Severity.Warning);
        if (WeakKey(tags) is { } bits) yield return ($"the signature is {bits} bits long, so is the key; 2048 are advised", bits < 1024 ? Severity.Error : Severity.Warning);
    }

    /// <summary>
    /// RFC 8463 section 6: "For backward compatibility, signers can add multiple signatures that use old and new signing algorithms.
    /// Since there can only be a single key record in the DNS for each selector, the signatures have to use different selectors".
    /// </summary>
    private static void CheckPair(List<SignedBody> bodies, MailFindings findings)
    {
        if (bodies.Count > 0 && bodies.All(body => IsEd25519(body.Tags)))
            findings.Report(SignatureLint.SignatureSyntax, "Ed25519 alone: receivers that know only RSA take the mail for unsigned", bodies[0].Field.Offset, severity: Severity.Warning);
        foreach (var key in bodies.GroupBy(body => (body.Tags.Domain?.ToLowerInvariant(), body.Tags["s"]?.ToLowerInvariant())))
        {
            if (key.Select(body => IsEd25519(body.Tags)).Distinct().Count() > 1)
                findings.Report(SignatureLint.SignatureSyntax, $"RSA and Ed25519 by the same selector {key.Key.Item2}", key.Last().Field.Offset);
        }
    }

    private static bool IsEd25519(DkimTags tags) => "ed25519-sha256".Equals(tags["a"], StringComparison.OrdinalIgnoreCase);

    /// <summary>RFC 6376 section 3.5: <c>sig-c-tag-alg ["/" sig-c-tag-alg]</c>.</summary>
    private static bool IsCanonicalisation(string form) =>
        form.Split('/') is { Length: 1 or 2 } halves && halves.All(half => half.Trim().ToUpperInvariant() is "SIMPLE" or "RELAXED");

    /// <summary>RFC 6376 section 3.5: "The domain part of the address MUST be the same as, or a subdomain of, the value of the "d=" tag."</summary>
    private static bool IsWithin(string? agent, string? domain)
    {
        if (agent is null || string.IsNullOrEmpty(domain)) return true;
        var own = DomainForm.OfAddress(agent);
        var signer = DomainForm.Canonical(domain);
        return own == signer || own.EndsWith("." + signer, StringComparison.Ordinal);
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
