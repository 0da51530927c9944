namespace MailSink.Smtp;

/// <summary>A way to log in (RFC 4422).</summary>
internal abstract class SaslMechanism
{
    /// <summary>Registered name, upper case.</summary>
    public abstract string Name { get; }

    /// <summary>The secret crosses the wire readable for anybody who listens.</summary>
    public abstract bool SendsSecret { get; }

    /// <summary>Begins an exchange.</summary>
    public abstract SaslExchange Start();
}

/// <summary>One login attempt.</summary>
internal abstract class SaslExchange
{
    /// <summary>What the server says before it has heard anything from the client.</summary>
    public abstract string FirstChallenge { get; }

    /// <summary>Takes the client's next response, decoded.</summary>
    public abstract SaslStep Next(byte[] response);

    /// <summary>What a transcript may show of the next response, decoded; the user's name, never the secret.</summary>
    public abstract string Show(byte[] response);

    /// <summary>A name as it may stand in a transcript or a log: no control characters, bounded.</summary>
    protected static string Printable(ReadOnlySpan<byte> octets)
    {
        var text = System.Text.Encoding.UTF8.GetString(octets[..Math.Min(octets.Length, 200)]).ToCharArray();
        for (var i = 0; i < text.Length; i++)
            if (char.IsControl(text[i])) text[i] = '?';
        return new string(text);
    }
}

/// <summary>What an exchange comes to: another challenge, a user, or a refusal.</summary>
internal readonly record struct SaslStep(string? Challenge, string? User, ReplyRow? Refusal)
{
    public static SaslStep Ask(string challenge) => new(challenge, null, null);

    public static SaslStep Accept(string user) => new(null, user, null);

    public static SaslStep Refuse(ReplyRow reply) => new(null, null, reply);
}
