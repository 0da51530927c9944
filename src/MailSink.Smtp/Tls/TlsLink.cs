using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailSink.Smtp;

/// <summary>TLS between a connection's pipes and the conversation's.</summary>
internal sealed class TlsLink : IDisposable
{
    /// <summary>A record's largest content (RFC 8446 section 5.1), so that each is taken in one piece.</summary>
    private const int RecordSize = 16 * 1024;

    private readonly TransportStream transport;
    private readonly SslStream stream;

    public TlsLink(IDuplexPipe connection)
    {
        transport = new TransportStream(connection);
        stream = new SslStream(transport, leaveInnerStreamOpen: true);
        Input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: RecordSize, leaveOpen: true));
        Output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }

    /// <summary>What the client says.</summary>
    public PipeReader Input { get; }

    /// <summary>What it is told.</summary>
    public PipeWriter Output { get; }

    /// <summary>The version agreed upon.</summary>
    public SslProtocols Version => stream.SslProtocol;

    /// <summary>The cipher suite agreed upon, by its name in the IANA registry.</summary>
    public string Cipher => stream.NegotiatedCipherSuite.ToString();

    /// <summary>The name the client asked for, or null.</summary>
    public string? ServerName => stream.TargetHostName is { Length: > 0 } name ? name : null;

    /// <summary>The certificate the client showed, or null.</summary>
    public ClientCertificate? ClientCertificate { get; private set; }

    /// <summary>Shakes hands as the server.</summary>
    /// <exception cref="AuthenticationException">The two do not come together.</exception>
    /// <exception cref="IOException">The client is gone.</exception>
    /// <exception cref="OperationCanceledException">The wait was interrupted.</exception>
    public async ValueTask HandshakeAsync(TlsSettings settings, SslStreamCertificateContext certificate)
    {
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate,
            EnabledSslProtocols = settings.Protocols,
            AllowRenegotiation = false,
            // Asked for; that none comes, or one nobody knows, is all right.
            ClientCertificateRequired = true,
            CertificateChainPolicy = settings.ClientTrust ?? new X509ChainPolicy
            {
                RevocationMode = X509RevocationMode.NoCheck,
                // A certificate names addresses to fetch others from, and whoever connects may show one.
                DisableCertificateDownloads = true,
            },
#pragma warning disable CA5359 // It is a client's certificate: noted, and believed by nobody who does not ask IsVerified.
            RemoteCertificateValidationCallback = Look,
#pragma warning restore CA5359
        });
        transport.IsHandshaking = false;
    }

    /// <summary>Shakes hands as the client. The certificate shown is verified by the system, or by who is asked in its place.</summary>
    /// <exception cref="AuthenticationException">The two do not come together, or the certificate is not trusted.</exception>
    /// <exception cref="IOException">The server is gone.</exception>
    /// <exception cref="OperationCanceledException">The wait was interrupted.</exception>
    public async ValueTask ConnectAsync(ClientTls settings)
    {
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = settings.TargetHost,
            RemoteCertificateValidationCallback = settings.Verify,
            ClientCertificates = settings.Certificates,
            AllowRenegotiation = false,
        });
        transport.IsHandshaking = false;
    }

    /// <summary>Sends close_notify, without which a client cannot tell an end from a cut.</summary>
    public async ValueTask CloseAsync()
    {
        try
        {
            await stream.ShutdownAsync();
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException or AuthenticationException or CryptographicException)
        {
            // Nobody is there to hear it, or the handshake never came so far.
        }
    }

    public void Dispose()
    {
        Input.Complete();
        stream.Dispose();
    }

    private bool Look(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is X509Certificate2 certificate) ClientCertificate = ClientCertificate.Of(certificate, chain, errors);
        return true;
    }
}
