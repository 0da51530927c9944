namespace MailSink.Smtp;

/// <summary>The client's side of a SASL mechanism (RFC 4422), for one attempt.</summary>
internal abstract class ClientMechanism
{
    /// <summary>Registered name, upper case.</summary>
    public abstract string Name { get; }

    /// <summary>The secret crosses the wire readable for anybody who listens.</summary>
    public virtual bool SendsSecret => false;

    /// <summary>The other side has shown that it knows the secret too, or the mechanism cannot ask for that.</summary>
    public virtual bool IsProven => true;

    /// <summary>What the client says first, or null where the server speaks first.</summary>
    public abstract byte[]? First();

    /// <summary>Answers a challenge, decoded; null gives up.</summary>
    public abstract byte[]? Next(byte[] challenge);

    /// <summary>What the transcript shows of the message last given.</summary>
    public abstract string Shown { get; }
}
