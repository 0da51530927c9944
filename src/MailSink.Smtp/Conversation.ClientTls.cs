using System.Security.Authentication;

namespace MailSink.Smtp;

/// <content>TLS where this side is the client.</content>
internal sealed partial class Conversation
{
    /// <summary>Shakes hands as the client and goes on inside TLS. What was read and not taken in clear text must be none.</summary>
    /// <param name="tls">What is demanded of the other side.</param>
    /// <param name="limit">How long it may take.</param>
    /// <returns>Null, or why it failed, in English.</returns>
    public async ValueTask<string?> StartTlsAsync(ClientTls tls, TimeSpan limit)
    {
        inbound.Release();
        link = new TlsLink(transport);
        clock.ReplyTimeout = limit;
        clock.BeginWait(Waiting.ForReply);
        try
        {
            await link.ConnectAsync(tls);
        }
        catch (Exception failed) when (failed is AuthenticationException or IOException or OperationCanceledException
                                           or IndexOutOfRangeException) // SslStream looks at the first octet of an empty record.
        {
            return failed is OperationCanceledException ? "no handshake in time" : failed.Message;
        }
        finally
        {
            clock.EndWait();
        }

        inbound = new Inbound(link.Input);
        replies = new ReplyWriter(link.Output);
        status.TlsProtocol = TlsSession.NameOf(link.Version);
        status.TlsCipher = link.Cipher;
        transcript.AddEvent("tls", System.Text.Encoding.UTF8.GetBytes($"{status.TlsProtocol}, {status.TlsCipher}"));
        return null;
    }
}
