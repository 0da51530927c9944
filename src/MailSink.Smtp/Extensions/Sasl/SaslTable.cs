using System.Text;

namespace MailSink.Smtp;

/// <summary>Every mechanism the engine speaks, in the order in which EHLO lists them.</summary>
public static class SaslTable
{
    /// <summary>Registered names the engine does not speak: words behind AUTH that are no secret.</summary>
    private static readonly string[] KnownElsewhere = ["KERBEROS_V4", "OTP", "SRP", "SPNEGO", "SECURID", "GS2-KRB5", "GS2-KRB5-PLUS"];

    internal static IReadOnlyList<SaslMechanism> All { get; } =
    [
        new LoginMechanism(), new PlainMechanism(), new CramMd5Mechanism(),
        .. ScramHash.All.Select(hash => new ScramMechanism(hash, isBound: false)),
        .. ScramHash.All.Select(hash => new ScramMechanism(hash, isBound: true)),
        new XOAuth2Mechanism(), new OAuthBearerMechanism(), new ExternalMechanism(), new AnonymousMechanism(),
        .. DecoyMechanism.All,
    ];

    /// <summary>Their names, upper case.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(mechanism => mechanism.Name)];

    /// <summary>What EHLO lists behind AUTH.</summary>
    internal static IEnumerable<SaslMechanism> Announced(SmtpSession session) =>
        All.Where(mechanism => IsChosen(mechanism, session) && mechanism.IsAnnounced(session));

    /// <summary>The mechanism of that name, if it can be tried at this moment.</summary>
    internal static SaslMechanism? Find(ReadOnlySpan<byte> name, SmtpSession session) =>
        Find(name) is { } mechanism && IsChosen(mechanism, session) && mechanism.IsPossible(session) ? mechanism : null;

    internal static SaslMechanism? Find(ReadOnlySpan<byte> name)
    {
        foreach (var mechanism in All)
            if (Ascii.EqualsIgnoreCase(name, mechanism.Name)) return mechanism;
        return null;
    }

    /// <summary>A registered mechanism, offered or not; anything else behind AUTH may be a secret in the wrong place.</summary>
    internal static bool IsMechanismName(ReadOnlySpan<byte> name) =>
        name.Length <= 20 && (Find(name) is not null || KnownElsewhere.Contains(Encoding.ASCII.GetString(name).ToUpperInvariant()));

    private static bool IsChosen(SaslMechanism mechanism, SmtpSession session)
    {
        // RFC 4954 section 4 forbids what passes the password readable outside TLS; on a lenient listener it is a finding.
        if (mechanism.SendsSecret && session.Options.Strict && session.Status.TlsProtocol is null) return false;
        var chosen = session.Options.AuthMechanisms;
        return chosen.Count == 0 ? !mechanism.IsOnRequest : chosen.Contains(mechanism.Name);
    }
}
