using System.Net.Security;

namespace MailSink.Smtp;

/// <summary>When TLS begins.</summary>
public enum ClientTlsMode : byte
{
    /// <summary>Never.</summary>
    None,

    /// <summary>By STARTTLS where it is offered, else not at all: keeps out who listens, not who meddles (RFC 7435).</summary>
    WhenOffered,

    /// <summary>By STARTTLS, and nothing is sent without it.</summary>
    StartTls,

    /// <summary>Before the greeting (RFC 8314 section 3).</summary>
    Implicit,
}

/// <summary>Whether and how a connection is made secure.</summary>
/// <param name="Mode">When TLS begins.</param>
/// <param name="TargetHost">The name the certificate has to be for, also sent as SNI.</param>
public sealed record ClientTls(ClientTlsMode Mode, string TargetHost = "")
{
    /// <summary>Clear text.</summary>
    public static ClientTls None { get; } = new(ClientTlsMode.None);

    /// <summary>
    /// Decides about the certificate; null asks the system: a chain to a trusted root, and <see cref="TargetHost"/> among its names.
    /// </summary>
    public RemoteCertificateValidationCallback? Verify { get; init; }

    /// <summary>Certificates to show when the other side asks for one, or null.</summary>
    public System.Security.Cryptography.X509Certificates.X509CertificateCollection? Certificates { get; init; }
}
