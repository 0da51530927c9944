namespace MailSink.Smtp;

/// <summary>
/// What is to go wrong at one stage. Effects may be combined; those that are not given leave the engine as it is. What a fault
/// does stands in the transcript.
/// </summary>
/// <param name="RuleId">Name of the rule; the lines it makes carry it.</param>
public sealed record Fault(string RuleId)
{
    /// <summary>The longest a fault lets a client wait for one reply, or slows one message down.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    /// <summary>The reply in place of the engine's. A refusal (4yz, 5yz) keeps the command from taking effect; 421 closes.</summary>
    public FaultReply? Reply { get; init; }

    /// <summary>How long the reply is held back, at most <see cref="LongestDelay"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The connection ends: behind <see cref="Reply"/> when there is one, else in place of the reply.</summary>
    public FaultClose Close { get; init; }

    /// <summary>
    /// Of the content behind DATA, or of one BDAT chunk: reply, delay and close come after so many octets of it, as sent on the
    /// wire. With a reply and no <see cref="Close"/> the connection is closed too: nobody could say where the content ends.
    /// </summary>
    public long? AfterOctets { get; init; }

    /// <summary>Replies are written, and content is read, at this many octets a second; 0 = as fast as it goes.</summary>
    public int OctetsPerSecond { get; init; }

    /// <summary>No reply is sent, and the session goes on.</summary>
    public bool DropReply { get; init; }

    /// <summary>Every octet of the reply is a write of its own.</summary>
    public bool SplitReply { get; init; }

    /// <summary>The reply is mangled.</summary>
    public Garble Garble { get; init; }

    /// <summary>
    /// At <see cref="FaultStages.Message"/>: keep the message although the client is not told 250, or do not although it is.
    /// Null: it is kept when the client is told 250.
    /// </summary>
    public bool? Store { get; init; }

    /// <summary>At <see cref="FaultStages.StartTls"/>, and at <see cref="FaultStages.Connect"/> of a TLS listener: the handshake fails.</summary>
    public bool FailTls { get; init; }

    /// <summary>A message that this fault is about is to be stored.</summary>
    internal bool KeepsMessage => Store ?? (!DropReply && (Reply is { } told ? !told.IsRefusal : Close == FaultClose.No));

    /// <summary>The session ends here.</summary>
    internal bool EndsSession => Close != FaultClose.No || Reply?.Code == 421;
}

/// <summary>How a fault ends a connection.</summary>
public enum FaultClose : byte
{
    /// <summary>Not at all.</summary>
    No,

    /// <summary>In order (TCP FIN).</summary>
    Fin,

    /// <summary>Abruptly (TCP RST).</summary>
    Reset,
}
