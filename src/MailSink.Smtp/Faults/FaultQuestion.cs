namespace MailSink.Smtp;

/// <summary>
/// What is known when the engine asks whether something is to go wrong: its own answer is decided, and nothing has taken effect.
/// </summary>
public readonly ref struct FaultQuestion
{
    /// <summary>Where the session stands; one stage.</summary>
    public required FaultStages Stage { get; init; }

    /// <summary>The session's facts.</summary>
    public required SessionStatus Session { get; init; }

    /// <summary>The open transaction; at <see cref="FaultStages.Mail"/> the one that would be opened.</summary>
    public Envelope? Envelope { get; init; }

    /// <summary>Upper-case verb, or null when there is no command or an unknown one.</summary>
    public string? Verb { get; init; }

    /// <summary>What stands behind the verb, as sent, where the command is asked about before it is read further; the name a client greets with is here.</summary>
    public ReadOnlySpan<byte> Argument { get; init; }

    /// <summary>At <see cref="FaultStages.Rcpt"/> the forward-path, without brackets and source route.</summary>
    public string? Recipient { get; init; }

    /// <summary>At <see cref="FaultStages.Auth"/> the user who would be logged in.</summary>
    public string? User { get; init; }

    /// <summary>Octets: of the message, of the chunk, or at <see cref="FaultStages.Mail"/> as declared; 0 when unknown.</summary>
    public long Size { get; init; }

    /// <summary>At <see cref="FaultStages.Message"/> what <see cref="ISessionHost.OpenContentAsync"/> gave: the host can read the header in it.</summary>
    public IMessageContent? Content { get; init; }

    /// <summary>
    /// At <see cref="FaultStages.Message"/>: each recipient gets a reply of its own (LMTP). What is for one alone goes into its
    /// <see cref="Recipient.Outcome"/>; a <see cref="Fault"/> is for all.
    /// </summary>
    public bool AnswersEach { get; init; }

    /// <summary>The row of the refusal the engine would give by itself; null when it would accept.</summary>
    public ReplyRow? Refusal { get; init; }
}
