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

    /// <summary>Longest text that is compared and told of.</summary>
    private const int LongestText = 200;

    /// <summary>Where a session has to ask so that what was refused for now is found when it comes again: nowhere while nothing was.</summary>
    public FaultStages Stages => _hasAny ? FaultStages.Rcpt : FaultStages.None;

    /// <summary>A recipient is named: was the same refused a while ago? Costs a look at a field while nothing ever was.</summary>
    /// <returns>What was seen, in words, or null.</returns>
    public string? Find(in FaultQuestion question)
    {
        if (!_hasAny || question is not { Envelope: { } envelope, Recipient: { } recipient }) return null;
        return Find(Of(question.Session, envelope, recipient), $"<{envelope.ReversePath}> to <{recipient}>");
    }

    /// <summary>
    /// The engine refused by itself: the same a while ago? Only what is refused again is one: what comes back changed and is taken is
    /// none. "The SMTP client SHOULD NOT repeat the exact request (in the same sequence)" (RFC 5321 section 4.2.1).
    /// </summary>
    /// <returns>What was seen, in words, or null.</returns>
    public string? FindAndNote(SessionStatus session, FaultStages stage, Envelope? envelope, string what, ReplyRow refusal)
    {
        if (!_isWanted || IsForOneTransaction(refusal.Code, refusal.Enhanced)) return null;
        if (stage == FaultStages.Message && refusal.Code < 500)
        {
            // It is found when its recipients are named again.
            foreach (var one in envelope!.Recipients) Note(Of(session, envelope, one.Address), refusal.Code);
            return null;
        }

        var said = stage switch
        {
            FaultStages.Mail => $"MAIL {what}",
            FaultStages.Rcpt => $"<{envelope!.ReversePath}>: RCPT {what}",
            _ => $"<{envelope!.ReversePath}> to <{envelope.Recipients.FirstOrDefault()?.Address}>: a message of {what} octets",
        };
        var text = said.Length > LongestText ? said[..LongestText] : said;
        var attempt = new Attempt(session.Remote?.Address, envelope?.ReversePath ?? "", text);
        var found = Find(attempt, text);
        Note(attempt, refusal.Code);
        return found;
    }

    /// <summary>A recipient is refused, or for now the message for all of them: a message refused for good may come back mended.</summary>
    public void Note(in FaultQuestion question, FaultReply refusal)
    {
        if (!_isWanted || IsForOneTransaction(refusal.Code, refusal.Enhanced) || question.Envelope is not { } envelope) return;
        if (question.Stage == FaultStages.Rcpt && question.Recipient is { } recipient)
            Note(Of(question.Session, envelope, recipient), refusal.Code);
        else if (question.Stage == FaultStages.Message && refusal.Code < 500)
            foreach (var one in envelope.Recipients) Note(Of(question.Session, envelope, one.Address), refusal.Code);
    }

    /// <summary>RFC 5321 section 4.5.3.1.10: recipients beyond the limit come again at once, in a transaction of their own.</summary>
    private static bool IsForOneTransaction(int code, string? enhanced) => (code, enhanced) == (452, "4.5.3");

    private static Attempt Of(SessionStatus session, Envelope envelope, string recipient) =>
        new(session.Remote?.Address, envelope.ReversePath, MailboxName.Canonical(recipient));

    private string? Find(Attempt attempt, string text)
    {
        Refusal? earlier;
        TimeSpan age;
        lock (_gate)
        {
            if (!_refused.TryFind(attempt, time.GetUtcNow(), out earlier, out age)) return null;
        }

        if (earlier.Code < 500 && age >= Floor) return null;
        return string.Create(CultureInfo.InvariantCulture, $"{text} again, {age.TotalSeconds:0} s after {earlier.Code}");
    }

    private void Note(Attempt attempt, int code)
    {
        lock (_gate) _refused.Note(attempt, new Refusal(code), time.GetUtcNow());
        _hasAny = true;
    }

    /// <param name="Client">Its address.</param>
    /// <param name="ReversePath">The sender.</param>
    /// <param name="What">The recipient's mailbox, or what was said in words.</param>
    private readonly record struct Attempt(IPAddress? Client, string ReversePath, string What);

    private sealed record Refusal(int Code);
}
