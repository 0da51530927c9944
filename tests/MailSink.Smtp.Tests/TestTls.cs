using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailSink.Smtp.Tests;

/// <summary>Certificates of the tests' own, and listeners that use them.</summary>
internal static class TestTls
{
    private static readonly X509Certificate2 Authority = Make("CN=Test authority", null, null);

    private static readonly SslStreamCertificateContext Server = SslStreamCertificateContext.Create(
        Make("CN=sink.test", Authority, names =>
        {
            names.AddDnsName("sink.test");
            names.AddIpAddress(IPAddress.Loopback);
        }),
        [Authority], offline: true);

    /// <summary>What a client shows; <see cref="Settings"/> trusts its authority.</summary>
    public static X509Certificate2 Client { get; } = Make("CN=Joe", Authority, names =>
    {
        names.AddEmailAddress("joe@example.com");
        names.AddDnsName("client.example.com");
    });

    /// <summary>The same, signed by itself.</summary>
    public static X509Certificate2 Stranger { get; } = Make("CN=Stranger", null, null);

    public static X509Certificate2 ServerCertificate => Server.TargetCertificate;

    /// <param name="words">starttls or implicit; required, broken (no certificate), strong (TLS 1.3 at least), separated by commas.</param>
    public static TlsSettings Settings(string words) => new()
    {
        Mode = words.Contains("implicit", StringComparison.Ordinal) ? TlsMode.Implicit : TlsMode.StartTls,
        Required = words.Contains("required", StringComparison.Ordinal),
#pragma warning disable CA5397 // The analyzer reads the operator, not the versions.
        Least = words.Contains("strong", StringComparison.Ordinal) ? SslProtocols.Tls13 : SslProtocols.None,
        Protocols = words.Contains("strong", StringComparison.Ordinal) ? SslProtocols.Tls12 : SslProtocols.None,
#pragma warning restore CA5397
        ClientTrust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { Authority },
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        },
        Certificate = _ => words.Contains("broken", StringComparison.Ordinal) ? throw new IOException("no such file") : new(Server),
    };

    private static X509Certificate2 Make(string subject, X509Certificate2? signer, Action<SubjectAlternativeNameBuilder>? addNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(signer is null, false, 0, critical: true));
        var names = new SubjectAlternativeNameBuilder();
        addNames?.Invoke(names);
        if (addNames is not null) request.CertificateExtensions.Add(names.Build());
        var (from, to) = (DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        if (signer is null) return request.CreateSelfSigned(from, to);
        using var certificate = request.Create(signer, from, to, RandomNumberGenerator.GetBytes(8));
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }
}
