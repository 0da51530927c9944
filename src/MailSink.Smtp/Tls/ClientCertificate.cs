using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailSink.Smtp;

/// <summary>The certificate a client showed. It is asked for and never demanded.</summary>
/// <param name="Subject">Distinguished name (RFC 4514).</param>
/// <param name="Issuer">Distinguished name of who signed it.</param>
/// <param name="Names">Subject alternative names: <c>dns:</c>, <c>email:</c> or <c>ip:</c> and the name; empty when it has none.</param>
/// <param name="Sha256">Fingerprint, lower-case hexadecimal.</param>
/// <param name="NotAfter">Until when it is valid, UTC.</param>
/// <param name="Problem">Why it is not trusted, or null when its chain was verified.</param>
public sealed record ClientCertificate(
    string Subject, string Issuer, IReadOnlyList<string> Names, string Sha256, DateTimeOffset NotAfter, string? Problem)
{
    private const string AlternativeNames = "2.5.29.17";

    /// <summary>Its chain ends at a trusted authority and it is valid now.</summary>
    public bool IsVerified => Problem is null;

    internal static ClientCertificate Of(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // A client has no host name that could fail to match.
        var isTrusted = (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None;
        var problem = isTrusted ? null : string.Join(", ", (chain?.ChainStatus ?? []).Select(status => status.Status).Distinct());
        return new(
            certificate.Subject, certificate.Issuer, [.. AlternativeNamesOf(certificate)],
            Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)), certificate.NotAfter.ToUniversalTime(),
            problem is "" ? "not verified" : problem);
    }

    private static IEnumerable<string> AlternativeNamesOf(X509Certificate2 certificate)
    {
        if (certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == AlternativeNames) is not { } found) return [];
        try
        {
            var names = new X509SubjectAlternativeNameExtension(found.RawData);
            return
            [
                .. names.EnumerateDnsNames().Select(name => "dns:" + name),
                .. names.EnumerateIPAddresses().Select(address => $"ip:{address}"),
                .. MailNamesOf(found.RawData).Select(mailbox => "email:" + mailbox),
            ];
        }
        catch (CryptographicException)
        {
            // What the client shows may be anything; a name that cannot be read is none.
            return [];
        }
    }

    /// <summary>The class of the base library names hosts and addresses only: rfc822Name is [1] of GeneralName (RFC 5280 section 4.2.1.6).</summary>
    private static List<string> MailNamesOf(byte[] extension)
    {
        var mailboxes = new List<string>();
        var position = 0;
        if (!TryEnter(extension, ref position, out _)) return mailboxes;
        while (position < extension.Length)
        {
            var tag = extension[position];
            if (!TryEnter(extension, ref position, out var length)) break;
            if (tag == 0x81) mailboxes.Add(System.Text.Encoding.ASCII.GetString(extension, position, length));
            position += length;
        }

        return mailboxes;
    }

    /// <summary>Steps over a DER tag and length.</summary>
    private static bool TryEnter(byte[] der, ref int position, out int length)
    {
        length = 0;
        if (position + 2 > der.Length) return false;
        position++;
        length = der[position++];
        if (length >= 0x80)
        {
            var octets = length & 0x7F;
            if (octets is 0 or > 2 || position + octets > der.Length) return false;
            length = 0;
            while (octets-- > 0) length = (length << 8) | der[position++];
        }

        return position + length <= der.Length;
    }
}
