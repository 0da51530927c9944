using System.Collections.Concurrent;

namespace MailSink.Smtp;

/// <summary>Transactions whose connection was lost inside the message, by what RFC 1845 section 2 calls a globally unique value.</summary>
internal sealed class Checkpoints
{
    /// <summary>Interrupted transactions that are remembered; beyond them none is.</summary>
    private const int Most = 256;

    private readonly ConcurrentDictionary<(string Client, string Id), IReadOnlyList<Recipient>> kept = new();

    /// <summary>Remembers a transaction, if it asked for that.</summary>
    public void Keep(SmtpSession session, Transaction open)
    {
        if (open.Envelope.Requests?.TransactionId is { } id && kept.Count < Most) kept[(session.Status.Helo ?? "", id)] = open.Envelope.Recipients;
    }

    /// <summary>The recipients of the interrupted transaction of that client and name, once; null when there is none.</summary>
    public IReadOnlyList<Recipient>? Take(SmtpSession session, string id) =>
        kept.TryRemove((session.Status.Helo ?? "", id), out var recipients) ? recipients : null;
}
