namespace MailSink.Smtp;

/// <summary>
/// The mail that is held for other hosts: what ATRN and TURN hand over, and what ETRN sends. Domains are compared in their
/// canonical form (<see cref="DomainForm"/>).
/// </summary>
public interface IHeldMail
{
    /// <summary>How many messages wait for somebody at these domains; null when that cannot be told now.</summary>
    ValueTask<long?> CountAsync(QueueSelection selection, CancellationToken cancellationToken);

    /// <summary>
    /// The messages that wait, oldest first, each with those recipients of the selection it still waits for. A message is nobody
    /// else's from when it is given until the next is asked for.
    /// </summary>
    IAsyncEnumerable<HeldMessage> ReadAsync(QueueSelection selection, CancellationToken cancellationToken);

    /// <summary>Notes durably what became of a message: what was delivered or failed waits no more.</summary>
    ValueTask SettleAsync(HeldMessage message, IReadOnlyList<RecipientResult> results, CancellationToken cancellationToken);

    /// <summary>Starts sending what waits for a node to the host that is configured for it (ETRN). Does not wait for the end.</summary>
    ValueTask<QueueStart> StartAsync(QueueNode node, CancellationToken cancellationToken);
}

/// <summary>A message that waits.</summary>
/// <param name="Id">The host's number for it.</param>
/// <param name="Message">What is sent, to those it waits for.</param>
public sealed record HeldMessage(long Id, OutboundMessage Message);

/// <summary>What ETRN started.</summary>
/// <param name="Status">Whether.</param>
/// <param name="Pending">Messages that wait, where that is known.</param>
public readonly record struct QueueStart(QueueStartStatus Status, long Pending = 0);

/// <summary>The outcomes of ETRN (RFC 1985 section 5.1).</summary>
public enum QueueStartStatus : byte
{
    /// <summary>Started; how much waits is not known (250).</summary>
    Started,

    /// <summary>Nothing waits (251).</summary>
    Empty,

    /// <summary>A delivery to that node is going on, and takes what waits (252).</summary>
    Running,

    /// <summary>Started; so many messages wait (253).</summary>
    Pending,

    /// <summary>Cannot be started now (458).</summary>
    Unable,

    /// <summary>Nobody has said where mail for that node goes (459).</summary>
    NotAllowed,
}
