using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailSink.Configuration;

namespace MailSink.Tls;

/// <summary>
/// A certificate authority of this machine's own, and a server certificate it signs, kept in a folder: <c>ca.pem</c>, <c>ca.key</c>,
/// <c>server.pem</c>, <c>server.key</c>. Whoever trusts <c>ca.pem</c> can verify the sink.
/// </summary>
/// <param name="folder">Where the files are; made when missing.</param>
/// <param name="names">Host names and addresses the server certificate is for.</param>
/// <param name="time">What is about to expire is made anew.</param>
internal sealed class LocalAuthority(string folder, IReadOnlyList<string> names, TimeProvider time)
{
    private const int AuthorityYears = 10;

    /// <summary>Browsers and Apple's systems take no more than 398 days.</summary>
    private const int ServerDays = 397;

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>What has less than this left is made anew.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(30);

    /// <summary>The authority's certificate.</summary>
    public string CertificateFile => FilesOf("ca").Certificate;

    /// <summary>Whether a certificate may be used for some time yet.</summary>
    public bool Lasts(X509Certificate2 certificate) => certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime > Margin;

    /// <summary>The authority that is kept, or null when none was made yet.</summary>
    /// <returns>With its private key.</returns>
    /// <exception cref="StartupException">
    /// A file of it is there and cannot be used. Making another in its place would take the trust from whoever trusts this one.
    /// </exception>
    public X509Certificate2? Kept()
    {
        var (certificate, key) = FilesOf("ca");
        if (!Path.Exists(certificate) && !Path.Exists(key)) return null;
        var file = certificate;
        try
        {
            var pem = File.ReadAllText(certificate);
            X509Certificate2.CreateFromPem(pem).Dispose();
            file = key;
            using var whole = X509Certificate2.CreateFromPem(pem, File.ReadAllText(key));
            return Usable(whole);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"{file} cannot be used: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Put it back as it was, or delete both {certificate} and {key}: a new authority is made then, which has to be trusted anew.", e);
        }
    }

    /// <summary>The authority, made when there is none yet or the one that is kept is about to expire.</summary>
    /// <returns>With its private key.</returns>
    /// <exception cref="StartupException">A file of it is there and cannot be used.</exception>
    public X509Certificate2 Authority()
    {
        if (Kept() is { } kept && Lasts(kept)) return kept;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=MailSink local authority on {Dns.GetHostName()}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(AuthorityYears));
        Save("ca", made, key);
        return made;
    }

    /// <summary>The server's certificate, made when there is none that is good any longer, names others, or is another authority's.</summary>
    /// <returns>With its private key.</returns>
    public X509Certificate2 Server(X509Certificate2 authority)
    {
        if (KeptServer() is { } kept && kept.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData)
            && IsSignedBy(kept, authority) && NamesOf(kept).ToHashSet().SetEquals(names)) return kept;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=MailSink", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        var now = time.GetUtcNow();
        using var made = request.Create(authority, now.AddDays(-1), now.AddDays(ServerDays), RandomNumberGenerator.GetBytes(16));
        using var withKey = made.CopyWithPrivateKey(key);
        Save("server", withKey, key);
        return Usable(withKey);
    }

    private static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
            },
        };
        return chain.Build(certificate);
    }

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate)
    {
        var found = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return found is null ? [] : [.. found.EnumerateDnsNames(), .. found.EnumerateIPAddresses().Select(static a => a.ToString())];
    }

    /// <summary>Windows' TLS wants keys it has imported itself.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);

    private X509Certificate2? KeptServer()
    {
        var (certificate, key) = FilesOf("server");
        if (!File.Exists(certificate) || !File.Exists(key)) return null;
        try
        {
            using var loaded = X509Certificate2.CreateFromPemFile(certificate, key);
            return Lasts(loaded) ? Usable(loaded) : null;
        }
        catch (CryptographicException)
        {
            // A file that was cut off or mixed up is made anew; nothing is lost, it is the authority that is trusted.
            return null;
        }
    }

    private void Save(string name, X509Certificate2 certificate, ECDsa key)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerFolder);
        var (certificateFile, keyFile) = FilesOf(name);
        // The key first: a certificate whose key is not there would be taken for whole by whoever trusts it.
        Write(keyFile, key.ExportPkcs8PrivateKeyPem());
        Write(certificateFile, certificate.ExportCertificatePem());
    }

    /// <summary>The file is there whole or not at all, and never for other users to read.</summary>
    private static void Write(string path, string pem)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        var unfinished = path + ".new";
        using (var writer = new StreamWriter(unfinished, options)) writer.Write(pem + "\n");
        File.Move(unfinished, path, overwrite: true);
    }

    private (string Certificate, string Key) FilesOf(string name) => (Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"));
}
