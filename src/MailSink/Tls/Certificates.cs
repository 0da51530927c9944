using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailSink.Configuration;
using MailSink.Storage;

namespace MailSink.Tls;

/// <summary>
/// The server's certificate: the operator's, or one of a local authority that is made at the first handshake, so that no start
/// waits for it. An authority that was made before is read at once: one that cannot be used ends the start and not a handshake.
/// </summary>
internal sealed class Certificates(SinkOptions options, DataFolder folder, TimeProvider time) : IDisposable
{
    /// <summary>A certificate is looked at again after this, so that one about to expire is made anew without a restart.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(12);

    private readonly SemaphoreSlim gate = new(1);
    private readonly SslStreamCertificateContext? given = options.TlsCertificate.Length > 0 ? GivenCertificate.Load(options) : null;
    private readonly X509Certificate2Collection? clientAuthorities =
        options.TlsClientCa.Length > 0 ? GivenCertificate.LoadAuthorities(options.TlsClientCa) : null;

    private X509Certificate2? authority = options.TlsCertificate.Length > 0 ? null : AuthorityOf(folder.Tls, options, time).Kept();
    private SslStreamCertificateContext? made;
    private DateTimeOffset lookedAt;

    /// <summary>The operator gave one; there is no local authority.</summary>
    public bool IsGiven => given is not null;

    /// <summary>How client certificates are verified: against the authorities given, else those of the system.</summary>
    public X509ChainPolicy? ClientTrust
    {
        get
        {
            if (clientAuthorities is null) return null;
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            policy.CustomTrustStore.AddRange(clientAuthorities);
            return policy;
        }
    }

    /// <summary>What handshakes use.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public ValueTask<SslStreamCertificateContext> ServerAsync(CancellationToken cancellationToken)
    {
        if (given is not null) return new(given);
        return made is { } ready && time.GetUtcNow() - lookedAt < LookAgain ? new(ready) : new(MakeAsync(cancellationToken));
    }

    /// <summary>The local authority's certificate in PEM, or null when the operator gave a certificate.</summary>
    public async Task<string?> AuthorityPemAsync(CancellationToken cancellationToken)
    {
        if (IsGiven) return null;
        await ServerAsync(cancellationToken);
        return authority!.ExportCertificatePem() + "\n";
    }

    /// <summary>The local authority kept in a folder.</summary>
    public static LocalAuthority AuthorityOf(string folder, SinkOptions options, TimeProvider time) => new(folder, NamesFor(options), time);

    public void Dispose() => gate.Dispose();

    private static List<string> NamesFor(SinkOptions options)
    {
        var names = new List<string> { "localhost", "mailsink", Dns.GetHostName().ToLowerInvariant(), "127.0.0.1", "::1" };
        if (options.HostName is { Length: > 0 } own && own != "*") names.Add(own.ToLowerInvariant());
        names.AddRange(options.Bind.Select(IPAddress.Parse).Where(static a => !a.Equals(IPAddress.Any) && !a.Equals(IPAddress.IPv6Any)).Select(static a => a.ToString()));
        return [.. names.Distinct()];
    }

    private async Task<SslStreamCertificateContext> MakeAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (made is { } ready && time.GetUtcNow() - lookedAt < LookAgain) return ready;
            var local = AuthorityOf(folder.Tls, options, time);
            if (authority is null || !local.Lasts(authority)) authority = local.Authority();
            made = SslStreamCertificateContext.Create(local.Server(authority), [authority], offline: true);
            lookedAt = time.GetUtcNow();
            return made;
        }
        finally
        {
            gate.Release();
        }
    }
}
