using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MailSink.Smtp;

/// <summary>How TLS begins on a listener.</summary>
public enum TlsMode : byte
{
    /// <summary>In clear text first, then by STARTTLS (RFC 3207).</summary>
    StartTls,

    /// <summary>With the first octet (RFC 8314 section 3.3).</summary>
    Implicit,
}

/// <summary>What a listener needs to speak TLS.</summary>
public sealed record TlsSettings
{
    /// <summary>How TLS begins.</summary>
    public required TlsMode Mode { get; init; }

    /// <summary>
    /// Gives the certificate with its chain and key; asked before each handshake, so that it may be made late and renewed.
    /// When it throws, the client is told 454 or, where nothing can be told yet, the connection closes.
    /// </summary>
    public required Func<CancellationToken, ValueTask<SslStreamCertificateContext>> Certificate { get; init; }

    /// <summary>STARTTLS has to come before anything else: 530 until then.</summary>
    public bool Required { get; init; }

    /// <summary>Versions offered; <see cref="SslProtocols.None"/> = those the system allows.</summary>
    public SslProtocols Protocols { get; init; }

    /// <summary>The least version with which a session is served; with less every command but QUIT gets 554 5.7.0.</summary>
    public SslProtocols Least { get; init; }

    /// <summary>How a client's certificate is verified; null = against the system's authorities, without looking for revocations.</summary>
    public X509ChainPolicy? ClientTrust { get; init; }

    /// <summary>How long a handshake may take from the first octet waited for to its end.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
