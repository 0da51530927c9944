using System.Security.Cryptography;
using MailSink.Checks.Headers;

namespace MailSink.Checks.Signatures;

/// <summary>A signature whose body hash can be compared.</summary>
/// <param name="Field">The DKIM-Signature.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Expected">What <c>bh=</c> says.</param>
/// <param name="Hash">What the body gives.</param>
internal sealed record SignedBody(HeaderField Field, DkimTags Tags, byte[] Expected, BodyHash Hash) : IDisposable
{
    /// <summary>Null when there is nothing to compare with.</summary>
    public static SignedBody? Of(HeaderField field, DkimTags tags)
    {
        if (tags.Octets("bh") is not { } expected) return null;
        var algorithm = tags["a"]?.EndsWith("-sha1", StringComparison.OrdinalIgnoreCase) == true ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        return new SignedBody(field, tags, expected, new BodyHash(tags.BodyLength, algorithm));
    }

    public void Dispose() => Hash.Dispose();
}
