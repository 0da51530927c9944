using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MailSink.Smtp.Tests;

/// <content>The client's side of TLS, on the caller's thread like everything else.</content>
internal sealed partial class Connection
{
    private SslStream? tls;

    /// <summary>The server said close_notify before it closed.</summary>
    public bool HeardCloseNotify { get; private set; }

    /// <summary>Begins TLS.</summary>
    /// <param name="what">The server's name, <c>-</c> for none; <c>+certificate</c> shows one.</param>
    /// <param name="change">Changes what the client offers.</param>
    public async Task StartTlsAsync(string what, Action<SslClientAuthenticationOptions>? change = null)
    {
        Collect();
        var words = what.Split(' ');
        var stream = new SslStream(new TransportStream(new ClientSide(toClient.Reader, toServer.Writer)), leaveInnerStreamOpen: true);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = words[0] == "-" ? "" : words[0],
            ClientCertificates = words.Contains("+certificate") ? [TestTls.Client] : null,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
#pragma warning disable CA5359 // What the server shows is not what is tested.
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
        };
        change?.Invoke(options);
        tls = stream;
        await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        _ = ListenAsync(stream);
    }

    /// <summary>Sends octets past TLS, as somebody between the two might.</summary>
    public async Task SendBeneathTlsAsync(string octets) => await toServer.Writer.WriteAsync(Octets(octets), TestContext.Current.CancellationToken);

    private async Task WriteAsync(ReadOnlyMemory<byte> octets)
    {
        if (tls is null) await toServer.Writer.WriteAsync(octets, TestContext.Current.CancellationToken);
        else if (!octets.IsEmpty) await tls.WriteAsync(octets, TestContext.Current.CancellationToken);
    }

    private async Task ListenAsync(SslStream stream)
    {
        var octets = new byte[4096];
        try
        {
            while (await stream.ReadAsync(octets) is > 0 and var count) received.Append(Encoding.Latin1.GetString(octets, 0, count));
            HeardCloseNotify = true;
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // It was cut.
        }
    }

    private sealed class ClientSide(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
