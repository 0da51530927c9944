using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MailSink.Smtp;

/// <summary>Brings a session into TLS, by STARTTLS or from the first octet, and records how that went.</summary>
internal static class TlsStart
{
    private const string BrokeOff = "the client broke off the handshake; most likely it does not trust this server's certificate";

    private static readonly (string Sign, string Explanation)[] Refusals =
    [
        ("unknown ca", "the client does not trust this server's certificate authority"),
        ("certificate unknown", "the client does not accept this server's certificate"),
        ("bad certificate", "the client does not accept this server's certificate"),
        ("certificate expired", "the client says that this server's certificate has expired"),
        ("unsupported protocol", "the client offers no version of TLS that this server speaks"),
        ("reset by peer", BrokeOff), ("unexpected EOF", BrokeOff), ("broken pipe", BrokeOff),
        ("no shared cipher", "there is no cipher suite that both know"),
    ];

    /// <summary>RFC 3207 section 4: everything the client said before is forgotten, and the session begins anew.</summary>
    public static async ValueTask<Reply> UpgradeAsync(SmtpSession session, TlsSettings settings)
    {
        // RFC 3207 section 6 as it has to be read since CVE-2011-0411: what came in clear text behind STARTTLS is never executed.
        if (session.Conversation.HoldsClearText)
        {
            session.Findings.Report(TlsLint.Injection, "more clear text came behind STARTTLS in one go");
            session.End(SessionEnd.Server);
            return Replies.NothingBehindStartTls;
        }

        if (session.Conversation.HasMore) session.Findings.Report(SessionLint.Pipelining, "the TLS handshake began before the reply to STARTTLS");
        if (await CertificateAsync(session, settings) is not { } certificate) return Replies.TlsNotNow;
        await session.Faults.BeginTlsAsync(Replies.StartTls);
        if (session.IsEnding) return Reply.None;
        await session.ForgetClientAsync();
        return await ShakeHandsAsync(session, settings, certificate);
    }

    /// <summary>TLS with the first octet: nothing is said before.</summary>
    public static async ValueTask<Reply> BeginAsync(SmtpSession session, TlsSettings settings)
    {
        if (await CertificateAsync(session, settings) is { } certificate) return await ShakeHandsAsync(session, settings, certificate);
        session.End(SessionEnd.Server);
        return Reply.None;
    }

    private static async ValueTask<SslStreamCertificateContext?> CertificateAsync(SmtpSession session, TlsSettings settings)
    {
        try
        {
            return await settings.Certificate(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or InvalidOperationException)
        {
            Note(session, $"no certificate: {e.Message}");
            return null;
        }
    }

    private static async ValueTask<Reply> ShakeHandsAsync(SmtpSession session, TlsSettings settings, SslStreamCertificateContext certificate)
    {
        var (heard, hello) = await session.Conversation.AwaitClientHelloAsync();
        if (heard != Heard.TlsHello) return NoHandshake(session, settings, heard);
        if (hello is not null) LookAt(session, hello);
        if (session.Faults.TlsFailure is { } fault) return await session.Faults.FailTlsAsync(fault);
        try
        {
            var link = await session.Conversation.StartTlsAsync(settings, certificate);
            Begun(session, settings, link, certificate);
        }
        catch (OperationCanceledException)
        {
            var why = session.Conversation.WhatDisturbedHandshake();
            Note(session, why == Heard.Stopping ? "handshake given up: the server stops" : "handshake given up: it took too long");
            session.End(why == Heard.Stopping ? SessionEnd.Shutdown : SessionEnd.Timeout);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or InvalidOperationException or NotSupportedException
                                      or IndexOutOfRangeException) // SslStream looks at the first octet of an empty record.
        {
            Note(session, $"handshake failed: {Explain(e)}");
            session.End(SessionEnd.Client);
        }

        return Reply.None;
    }

    /// <summary>What came instead of a handshake. In clear text nothing may be answered any more.</summary>
    private static Reply NoHandshake(SmtpSession session, TlsSettings settings, Heard heard)
    {
        var isImplicit = settings.Mode == TlsMode.Implicit;
        if (heard == Heard.Line && !isImplicit)
            session.Findings.Report(TlsLint.Injection, "clear text came where the TLS handshake belongs");
        else if (heard == Heard.Line)
            session.Findings.Report(SessionLint.OtherProtocol, "clear text on a port where TLS begins with the first octet");
        else if (heard == Heard.TimedOut && isImplicit)
            session.Findings.Report(SessionLint.OtherProtocol, "no TLS handshake came: a client that waits for a greeting in clear text waits for ever here");
        // Whoever connects and leaves, such as a health check, has not tried to speak TLS.
        Note(session, heard == Heard.End ? "note" : "tls", heard switch
        {
            Heard.Line => "no handshake: clear text came instead",
            Heard.TimedOut => "no handshake came in time",
            Heard.Stopping => "handshake given up: the server stops",
            _ => "the client closed instead of a handshake",
        });
        session.End(heard switch
        {
            Heard.Line => SessionEnd.Server,
            Heard.TimedOut => SessionEnd.Timeout,
            Heard.Stopping => SessionEnd.Shutdown,
            _ => SessionEnd.Client,
        });
        return Reply.None;
    }

    private static void LookAt(SmtpSession session, ClientHello hello)
    {
        if (hello.HighestVersion < ClientHello.Tls12)
            session.Findings.Report(TlsLint.Weak, $"the client offers no TLS above version {hello.HighestVersion >> 8}.{hello.HighestVersion & 0xFF} of the wire format");
        if (hello.ServerName is null)
            session.Findings.Report(TlsLint.Weak, "no server name (SNI); a client that connects to an address has none to give", severity: Severity.Info);
        if (hello.Protocols.Count > 0 && !hello.Protocols.Contains("smtp"))
            session.Findings.Report(TlsLint.Weak, $"the client offers the application protocols {string.Join(", ", hello.Protocols)}, which are not SMTP");
    }

    private static void Begun(SmtpSession session, TlsSettings settings, TlsLink link, SslStreamCertificateContext certificate)
    {
        var status = session.Status;
        var own = certificate.TargetCertificate;
        status.TlsProtocol = TlsSession.NameOf(link.Version);
        status.TlsCipher = link.Cipher;
        status.TlsServerName = link.ServerName;
        status.ClientCertificate = link.ClientCertificate;
        session.Tls = new TlsSession(settings.Mode, own);
        var isWeak = link.Version < SslProtocols.Tls12 || TlsSession.IsWeak(link.Cipher);
        if (isWeak) session.Findings.Report(TlsLint.Weak, $"{status.TlsProtocol} with {link.Cipher}");
        session.Gate = new TlsGate
        {
            IsTooWeak = link.Version < settings.Least || isWeak && session.Options.Strict,
            WantsHello = settings.Mode == TlsMode.StartTls,
            Doubt = DoubtOf(session, link, own),
        };
        Note(session, Describe(status));
    }

    /// <summary>What no client that verifies certificates overlooks.</summary>
    private static string? DoubtOf(SmtpSession session, TlsLink link, X509Certificate2 own)
    {
        if (link.ServerName is { } name && !own.MatchesHostname(name)) return $"it asked for {name}, which this server's certificate does not name";
        var now = session.Clock.UtcNow.UtcDateTime;
        return now < own.NotBefore.ToUniversalTime() || now > own.NotAfter.ToUniversalTime()
            ? string.Create(CultureInfo.InvariantCulture, $"this server's certificate is valid from {own.NotBefore.ToUniversalTime():yyyy-MM-dd} to {own.NotAfter.ToUniversalTime():yyyy-MM-dd}")
            : null;
    }

    private static string Describe(SessionStatus status)
    {
        var text = $"{status.TlsProtocol}, {status.TlsCipher}";
        if (status.TlsServerName is { } name) text += $", server name {name}";
        if (status.ClientCertificate is not { } shown) return text;
        var names = shown.Names.Count > 0 ? $" ({string.Join(' ', shown.Names)})" : "";
        return $"{text}, client certificate {shown.Subject}{names}, {(shown.IsVerified ? "verified" : $"not trusted: {shown.Problem}")}";
    }

    private static string Explain(Exception e)
    {
        while (e.InnerException is { } inner) e = inner;
        foreach (var (sign, explanation) in Refusals)
            if (e.Message.Contains(sign, StringComparison.OrdinalIgnoreCase)) return explanation;
        return e.Message.ReplaceLineEndings(" ");
    }

    private static void Note(SmtpSession session, string text) => Note(session, "tls", text);

    private static void Note(SmtpSession session, string kind, string text) =>
        session.Conversation.Transcript.AddEvent(kind, Encoding.UTF8.GetBytes(text));
}
