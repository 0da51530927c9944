using System.Globalization;
using System.Net;
using MailSink.Configuration;
using MailSink.Smtp;

namespace MailSink.Checks.History;

/// <summary>The recipients refused lately, to tell a client that comes back with the same too soon or in vain.</summary>
internal sealed class RecentRefusals(SinkOptions options, TimeProvider time)
{
    private const int Most = 4096;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>
    /// "In general, the retry interval SHOULD be at least 30 minutes; however, more sophisticated and variable strategies will be
    /// beneficial" (RFC 5321 section 4.5.4.1): what none of those does is to come back within a minute.
    /// </summary>
    private static readonly TimeSpan Floor = TimeSpan.FromMinutes(1);

    private readonly bool _isWanted = !options.SilencedLint.Contains(HistoryLint.TriedAgain.Id);
    private readonly Lock _gate = new();
    private readonly RecentHistory<Attempt, Refusal> _refused = new(Most, Longest);
    private volatile bool _hasAny;

    /// <summary>A recipient is named: was the same refused a while ago? Costs a look at a field while nothing ever was.</summary>
    /// <returns>What was seen, in words, or null.</returns>
    public string? Find(in FaultQuestion question)
    {
        if (!_hasAny || question is not { Envelope: { } envelope, Recipient: { } recipient }) return null;
        Refusal? earlier;
        TimeSpan age;
        lock (_gate)
        {
            if (!_refused.TryFind(new(question.Session.Remote?.Address, envelope.ReversePath, recipient), time.GetUtcNow(), out earlier, out age)) return null;
        }

        if (earlier.Code < 500 && age >= Floor) return null;
        return string.Create(CultureInfo.InvariantCulture, $"<{envelope.ReversePath}> to <{recipient}> again, {age.TotalSeconds:0} s after {earlier.Code}");
    }

    /// <summary>A recipient is refused, or for now the message for all of them: a message refused for good may come back mended.</summary>
    public void Note(in FaultQuestion question, FaultReply refusal)
    {
        // RFC 5321 section 4.5.3.1.10: those beyond the limit come again at once, in a transaction of their own.
        if (!_isWanted || refusal is { Code: 452, Enhanced: "4.5.3" } || question.Envelope is not { } envelope) return;
        if (question.Stage == FaultStages.Rcpt && question.Recipient is { } recipient)
            Note(new(question.Session.Remote?.Address, envelope.ReversePath, recipient), refusal.Code);
        else if (question.Stage == FaultStages.Message && refusal.Code < 500)
            foreach (var one in envelope.Recipients) Note(new(question.Session.Remote?.Address, envelope.ReversePath, one.Address), refusal.Code);
    }

    private void Note(Attempt attempt, int code)
    {
        lock (_gate) _refused.Note(attempt, new Refusal(code), time.GetUtcNow());
        _hasAny = true;
    }

    private readonly record struct Attempt(IPAddress? Client, string ReversePath, string Recipient);

    private sealed record Refusal(int Code);
}
