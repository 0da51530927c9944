namespace MailSink.Smtp;

/// <summary>One login attempt.</summary>
internal abstract class SaslExchange
{
    /// <summary>What the server says before it has heard anything from the client.</summary>
    public virtual byte[] FirstChallenge => [];

    /// <summary>Takes the client's next response, decoded.</summary>
    public abstract SaslStep Next(byte[] response);
}

/// <summary>What an exchange comes to: another challenge, a user, or a refusal. Challenges are octets; base64 is the wire's business.</summary>
internal readonly record struct SaslStep(byte[]? Challenge, string? User, Reply Refusal)
{
    public static SaslStep Ask(byte[] challenge) => new(challenge, null, Reply.None);

    public static SaslStep Accept(string user) => new(null, user, Reply.None);

    public static SaslStep Refuse(Reply reply) => new(null, null, reply);
}
