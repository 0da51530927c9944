using System.Text;

namespace MailSink.Smtp;

/// <summary>A way to log in (RFC 4422).</summary>
internal abstract class SaslMechanism
{
    /// <summary>Octets of a name that a transcript shows.</summary>
    private const int LongestShown = 200;

    /// <summary>Registered name, upper case.</summary>
    public abstract string Name { get; }

    /// <summary>The secret crosses the wire readable for anybody who listens.</summary>
    public virtual bool SendsSecret => false;

    /// <summary>Proves knowledge of a password in a way that SCRAM does better.</summary>
    public virtual bool IsWeakerThanScram => false;

    /// <summary>The server speaks first: RFC 4954 section 4 forbids an initial response.</summary>
    public virtual bool IsServerFirst => false;

    /// <summary>With an initial response it is over in one round trip.</summary>
    public virtual bool IsOneRoundTrip => false;

    /// <summary>Offered only where the operator names it.</summary>
    public virtual bool IsOnRequest => false;

    /// <summary>It can be tried at this moment, whatever the operator chose.</summary>
    public virtual bool IsPossible(SmtpSession session) => true;

    /// <summary>It has a chance at this moment, and so EHLO lists it.</summary>
    public virtual bool IsAnnounced(SmtpSession session) => IsPossible(session);

    /// <summary>Begins an exchange.</summary>
    public abstract SaslExchange Start(SmtpSession session);

    /// <summary>What a transcript may show of a response: the user's name, never the secret.</summary>
    /// <param name="response">Decoded, not empty.</param>
    /// <param name="number">0 for the client's first response in the exchange.</param>
    public abstract string Show(ReadOnlySpan<byte> response, int number);

    /// <summary>A text of the client's as it may stand in a transcript or a log: no control characters, bounded.</summary>
    public static string Printable(ReadOnlySpan<byte> octets)
    {
        var text = Encoding.UTF8.GetString(octets[..Math.Min(octets.Length, LongestShown)]).ToCharArray();
        for (var i = 0; i < text.Length; i++)
            if (char.IsControl(text[i])) text[i] = '?';
        return new string(text);
    }
}
