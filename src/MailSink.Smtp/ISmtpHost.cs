namespace MailSink.Smtp;

/// <summary>The only seam out of the engine: what a receiver needs from the program around it.</summary>
public interface ISmtpHost
{
    /// <summary>Called once for each connection, before the greeting. Must not block.</summary>
    /// <param name="status">The session's live facts; the engine goes on writing them, the host only reads.</param>
    ISessionHost Open(SessionStatus status);
}

/// <summary>The host's end of one session. The engine calls it from one thread at a time.</summary>
public interface ISessionHost
{
    /// <summary>The session's public identifier, as replies and logs show it.</summary>
    string SessionId { get; }

    /// <summary>The mail held for other hosts, or null where none is: ETRN, ATRN and TURN are not on offer then.</summary>
    IHeldMail? Queue { get; }

    /// <summary>Takes one line of the transcript, in order. Must not block and must copy what it keeps.</summary>
    void Record(in TranscriptLine line);

    /// <summary>Takes a lint finding about the line last recorded. Must not block.</summary>
    void Report(Finding finding);

    /// <summary>
    /// The stages at which <see cref="Decide"/> wants to be asked now; read before each of them, so a rule acts at the next command.
    /// </summary>
    FaultStages FaultStages { get; }

    /// <summary>Says what is to go wrong at this point of the session, or null. Must not block.</summary>
    Fault? Decide(in FaultQuestion question);

    /// <summary>The engine itself refused a MAIL, a RCPT or a message. Must not block.</summary>
    /// <param name="stage"><see cref="FaultStages.Mail"/>, <see cref="FaultStages.Rcpt"/> or <see cref="FaultStages.Message"/>.</param>
    /// <param name="envelope">The transaction; null where MAIL could not be read.</param>
    /// <param name="what">What the same attempt would have again: what stands behind the verb, of a message the number of its octets.</param>
    /// <param name="refusal">What it is answered.</param>
    void Refused(FaultStages stage, Envelope? envelope, string what, ReplyRow refusal);

    /// <summary>
    /// Whether a message of so many octets could be stored as things stand; asked where MAIL declares a large one. Must not block beyond
    /// a look at the disk.
    /// </summary>
    bool HasRoom(long octets);

    /// <summary>Opens the place where one message's octets go. Waits while the host has no room for more content in flight.</summary>
    ValueTask<IMessageContent> OpenContentAsync(Envelope envelope, CancellationToken cancellationToken);

    /// <summary>
    /// Mailboxes that VRFY and EXPN may tell of; asked only where <see cref="SmtpOptions.TellsMailboxes"/> is set. Must not block, and
    /// looks at a bounded number of them.
    /// </summary>
    /// <param name="question">What the client named.</param>
    /// <param name="most">How many are wanted at most.</param>
    /// <returns>Those found, or null when it cannot be told now.</returns>
    ValueTask<IReadOnlyList<KnownMailbox>?> FindMailboxesAsync(MailboxQuestion question, int most);

    /// <summary>The connection is over; nothing follows. Must not block.</summary>
    void Close(SessionEnd reason);
}

/// <summary>
/// One message on its way into the store: open, write, then commit or dispose. Disposing without a commit discards it,
/// as after RSET, a lost connection or a message over the size limit.
/// </summary>
public interface IMessageContent : IAsyncDisposable
{
    /// <summary>Octets advanced so far.</summary>
    long Length { get; }

    /// <summary>Free room to copy octets into: never empty; call <see cref="FlushAsync"/> when it returns that the block is full.</summary>
    Memory<byte> GetMemory();

    /// <summary>Tells how many octets of the last <see cref="GetMemory"/> were filled.</summary>
    /// <returns>True when the host wants <see cref="FlushAsync"/> before more octets come (a chunk is full).</returns>
    bool Advance(int octets);

    /// <summary>Hands a full chunk on. Completes when there is room for the next, so that a slow store slows the client down.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes the message durable. When the result is <see cref="CommitStatus.Stored"/> it has been committed to stable storage;
    /// RFC 5321 section 4.2.5 makes the 250 that follows a promise.
    /// </summary>
    /// <param name="envelope">The envelope as it stands now that all octets have come.</param>
    /// <param name="cancellationToken">Given up only when the process ends: a client that hangs up does not undo its message.</param>
    ValueTask<CommitResult> CommitAsync(Envelope envelope, CancellationToken cancellationToken);
}

/// <summary>What became of a commit.</summary>
public enum CommitStatus
{
    /// <summary>On stable storage.</summary>
    Stored,

    /// <summary>No room: 452 4.3.1.</summary>
    StorageFull,

    /// <summary>The store failed: 451 4.3.0.</summary>
    StorageFailed,
}

/// <param name="Status">Whether the message is safe.</param>
/// <param name="MessageId">The stored message's public identifier, else null.</param>
public readonly record struct CommitResult(CommitStatus Status, string? MessageId);
