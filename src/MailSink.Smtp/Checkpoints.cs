using System.Collections.Concurrent;

namespace MailSink.Smtp;

/// <summary>Transactions whose connection was lost inside the message, by what RFC 1845 section 2 calls a globally unique value.</summary>
internal sealed class Checkpoints
{
    /// <summary>Interrupted transactions that are remembered; beyond them none is.</summary>
    private const int Most = 256;

    /// <summary>"It is recommended that transaction state information be preserved for at least 48 hours" (RFC 1845 section 3).</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(48);

    private readonly ConcurrentDictionary<(string Client, string Id), Interrupted> kept = new();

    /// <summary>Remembers a transaction, if it asked for that.</summary>
    public void Keep(SmtpSession session, Transaction open)
    {
        if (open.Envelope.Requests?.TransactionId is not { } id) return;
        var now = session.Clock.UtcNow;
        if (kept.Count >= Most) Forget(now);
        if (kept.Count < Most) kept[(session.Status.Helo ?? "", id)] = new(open.Envelope.Recipients, now);
    }

    /// <summary>The recipients of the interrupted transaction of that client and name, once; null when there is none.</summary>
    public IReadOnlyList<Recipient>? Take(SmtpSession session, string id) =>
        kept.TryRemove((session.Status.Helo ?? "", id), out var found) && !found.IsTooOld(session.Clock.UtcNow) ? found.Recipients : null;

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, one) in kept)
            if (one.IsTooOld(now)) kept.TryRemove(key, out _);
    }

    private sealed record Interrupted(IReadOnlyList<Recipient> Recipients, DateTimeOffset At)
    {
        public bool IsTooOld(DateTimeOffset now) => now - At > Longest;
    }
}
