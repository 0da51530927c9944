namespace MailSink.Smtp;

/// <summary>EXTERNAL (RFC 4422 appendix A): who the client is was settled below SMTP, by the certificate it showed in TLS.</summary>
internal sealed class ExternalMechanism : SaslMechanism
{
    private const string CommonName = "CN=";

    /// <summary>Kinds of names in a certificate, the most personal first.</summary>
    private static readonly string[] Kinds = ["email:", "dns:", "ip:"];

    public override string Name => "EXTERNAL";

    public override bool IsOneRoundTrip => true;

    public override bool IsPossible(SmtpSession session) => session.Tls is not null;

    public override bool IsAnnounced(SmtpSession session) => session.Status.ClientCertificate is { IsVerified: true };

    public override SaslExchange Start(SmtpSession session) => new Exchange(session);

    // What has a NUL in it was meant for PLAIN, and has the password inside.
    public override string Show(ReadOnlySpan<byte> response, int number) => response.Contains((byte)0) ? Secret.Mask : Printable(response);

    /// <summary>Everybody a certificate speaks for: its names, and the common name of its subject.</summary>
    internal static IEnumerable<string> NamesIn(ClientCertificate certificate)
    {
        foreach (var kind in Kinds)
            foreach (var name in certificate.Names)
                if (name.StartsWith(kind, StringComparison.Ordinal)) yield return name[kind.Length..];
        foreach (var part in certificate.Subject.Split(','))
            if (part.AsSpan().TrimStart().StartsWith(CommonName, StringComparison.OrdinalIgnoreCase)) yield return part.Trim()[CommonName.Length..];
    }

    private sealed class Exchange(SmtpSession session) : SaslExchange
    {
        public override SaslStep Next(byte[] response)
        {
            if (session.Status.ClientCertificate is not { IsVerified: true } certificate) return SaslStep.Refuse(Replies.AuthNoCertificate);
            var wanted = Printable(response);
            var users = session.Options.Users;
            foreach (var name in NamesIn(certificate))
            {
                // An identity the client asks for has to be one of its own; an empty response leaves the choice to the server.
                if (wanted.Length > 0 && !wanted.Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
                if (users.IsAnybody) return SaslStep.Accept(name);
                if (users.TryFind(name, out var user)) return SaslStep.Accept(user.Name);
            }

            return SaslStep.Refuse(Replies.AuthBad);
        }
    }
}
