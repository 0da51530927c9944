using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailSink.Configuration;

namespace MailSink.Tls;

/// <summary>The certificate an operator gives: a PFX, or PEM with its chain and its key in the same file or another.</summary>
internal static class GivenCertificate
{
    /// <exception cref="StartupException">A file cannot be read, or is not what it should be.</exception>
    public static SslStreamCertificateContext Load(SinkOptions options)
    {
        var what = $"--tls-cert {options.TlsCertificate}";
        if (!File.Exists(options.TlsCertificate)) throw new StartupException($"{what} cannot be read: there is no such file.");
        try
        {
            var all = X509Certificate2.GetCertContentType(options.TlsCertificate) == X509ContentType.Pfx ? LoadPfx(options) : LoadPem(options);
            var own = all.FirstOrDefault(static c => c.HasPrivateKey)
                ?? throw new StartupException($"{what} has no private key; give it with --tls-key FILE.");
            return SslStreamCertificateContext.Create(own, [.. all.Where(c => c != own)], offline: true);
        }
        catch (CryptographicException e)
        {
            throw new StartupException($"{what} cannot be used: {e.Message.TrimEnd('.')}. It has to be a certificate in PEM or PFX with its key, and --tls-password has to be right.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupException($"{what} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <exception cref="StartupException">The file cannot be read, or holds no certificate.</exception>
    public static X509Certificate2Collection LoadAuthorities(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new StartupException($"--tls-client-ca {file} holds no certificate in PEM.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupException($"--tls-client-ca {file} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static X509Certificate2Collection LoadPfx(SinkOptions options) =>
        X509CertificateLoader.LoadPkcs12CollectionFromFile(options.TlsCertificate, options.TlsPassword.Length > 0 ? options.TlsPassword : null);

    private static X509Certificate2Collection LoadPem(SinkOptions options)
    {
        var key = options.TlsKey.Length > 0 ? options.TlsKey : options.TlsCertificate;
        using var own = options.TlsPassword.Length > 0
            ? X509Certificate2.CreateFromEncryptedPemFile(options.TlsCertificate, options.TlsPassword, key)
            : X509Certificate2.CreateFromPemFile(options.TlsCertificate, key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(options.TlsCertificate);
        // The first of the file is the server's own; Windows' TLS wants its key imported.
        chain[0] = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null);
        return chain;
    }
}
