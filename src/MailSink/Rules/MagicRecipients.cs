using MailSink.Configuration;
using MailSink.Smtp;

namespace MailSink.Rules;

/// <summary>
/// The recipients of one domain that need no rule to go wrong. They act like rules placed last. What is not of their form is an
/// ordinary address.
/// </summary>
internal sealed class MagicRecipients(SinkOptions options)
{
    /// <summary>Stages at which a session has to ask although no magic recipient has come yet.</summary>
    public FaultStages Stages { get; } = options.FaultDomain is null ? FaultStages.None : FaultStages.Rcpt;

    /// <summary>What an address does, or null when it is an ordinary one.</summary>
    public MagicRecipient? Find(string address)
    {
        var at = address.LastIndexOf('@');
        if (options.FaultDomain is not { } domain || address.Length - at - 1 != domain.Length) return null;
        return address.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && at > 0
            ? MagicRecipient.Read(address[..at], address, options.ServerName)
            : null;
    }

    /// <summary>What becomes of a message that has come, or null. Where each recipient is answered, theirs are told what they ask for.</summary>
    public Fault? AtEnd(in FaultQuestion question)
    {
        if (question.Envelope is not { } envelope) return null;
        foreach (var recipient in envelope.Recipients)
        {
            if (Find(recipient.Address) is not { IsAtEnd: true, Fault: var fault }) continue;
            if (!question.AnswersEach || fault.Reply is not { } reply) return fault;
            recipient.Outcome = RecipientOutcome.Answered(reply, fault.RuleId);
        }

        return null;
    }
}
