using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailSink.Smtp;

/// <summary>The TLS a session runs in.</summary>
internal sealed class TlsSession(TlsMode mode, X509Certificate2 certificate)
{
    // RFC 9325 section 4.1 forbids the first six, and advises against keys that are sent instead of agreed upon.
    private static readonly string[] Weak = ["_NULL_", "_RC4_", "_EXPORT_", "DES_", "_anon_", "_MD5", "TLS_RSA_"];

    /// <summary>How it began.</summary>
    public TlsMode Mode => mode;

    /// <summary>
    /// Channel binding <c>tls-server-end-point</c> (RFC 5929 section 4.1): the hash of the server's certificate, by the hash of its
    /// signature, where MD5 and SHA-1 count as SHA-256.
    /// </summary>
    public byte[] ServerEndPoint => certificate.GetCertHash(certificate.SignatureAlgorithm.Value switch
    {
        "1.2.840.10045.4.3.3" or "1.2.840.113549.1.1.12" => HashAlgorithmName.SHA384,
        "1.2.840.10045.4.3.4" or "1.2.840.113549.1.1.13" => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    });

    /// <summary>The version's usual name.</summary>
    public static string NameOf(SslProtocols version) => version switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        _ => $"{version}",
    };

    /// <summary>RFC 9325 advises against the cipher suite.</summary>
    public static bool IsWeak(string cipher) => Weak.Any(part => cipher.Contains(part, StringComparison.Ordinal));
}
