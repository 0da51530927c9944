using System.Net.Security;
using System.Security.Authentication;

namespace MailSink.Smtp;

/// <content>TLS comes between the connection and everything else, and the door stays the only way through.</content>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA1001", Justification = "Release ends the link.")]
internal sealed partial class Conversation
{
    private TlsLink? link;

    /// <summary>What the client has sent ahead cannot be the beginning of a TLS handshake.</summary>
    public bool HoldsClearText => !ClientHello.MayBegin(inbound.Held);

    /// <summary>Sends what is queued, then waits for the client's first TLS record and leaves it where it is.</summary>
    /// <returns><see cref="Heard.TlsHello"/>, or <see cref="Heard.Line"/> when what came is no TLS.</returns>
    public async ValueTask<(Heard Heard, ClientHello? Hello)> AwaitClientHelloAsync()
    {
        await FlushAsync();
        if (replies.GaveUp) return (Heard.TimedOut, null);
        clock.BeginWait(Waiting.ForHandshake);
        while (!HoldsClearText)
        {
            if (ClientHello.TryRead(inbound.Held, out var hello)) return (Heard.TlsHello, hello);
            if (inbound.Ended) return (Heard.End, null);
            var undisturbed = await inbound.WaitAsync();
            if (!undisturbed && clock.WhatDisturbed(Waiting.ForHandshake) is not Heard.Line and var why) return (why, null);
        }

        clock.EndWait();
        return (Heard.Line, null);
    }

    /// <summary>
    /// Shakes hands and goes on inside TLS. Nothing is carried over: what was queued in clear text has left before, and what the
    /// client had sent belongs to the handshake. The time limit of <see cref="AwaitClientHelloAsync"/> goes on.
    /// </summary>
    /// <exception cref="AuthenticationException">The two do not come together.</exception>
    /// <exception cref="IOException">The client is gone.</exception>
    /// <exception cref="OperationCanceledException">A time limit ran out, or the server stops.</exception>
    public async ValueTask<TlsLink> StartTlsAsync(TlsSettings settings, SslStreamCertificateContext certificate)
    {
        inbound.Release();
        link = new TlsLink(transport);
        await link.HandshakeAsync(settings, certificate);
        clock.EndWait();
        inbound = new Inbound(link.Input);
        replies = new ReplyWriter(link.Output);
        SecretsMayFollow = false;
        return link;
    }

    /// <summary>Why a handshake was interrupted.</summary>
    public Heard WhatDisturbedHandshake() => clock.WhatDisturbed(Waiting.ForHandshake);

    /// <summary>Says that nothing more comes, where the wire has a word for that.</summary>
    public async ValueTask CloseAsync()
    {
        if (link is null || replies.GaveUp) return;
        clock.BeginWait(Waiting.ForOutput);
        await link.CloseAsync();
        clock.EndWait();
    }
}
