using System.Globalization;

namespace MailSink.Smtp;

/// <summary>The end both DATA and BDAT come to: look at the message, make it durable, answer.</summary>
internal static class Delivery
{
    /// <summary>Opens the place for the octets. While the host has no room, what was already answered is sent.</summary>
    public static async ValueTask<ContentWriter> OpenAsync(SmtpSession session, Transaction open)
    {
        var opening = session.Host.OpenContentAsync(open.Envelope, CancellationToken.None);
        if (!opening.IsCompleted) await session.Conversation.FlushAsync();
        open.Content = new ContentWriter(
            await opening, session.Options.MaxMessageSize, session.Options.BareNewlines == BareNewlines.Normalize && !open.Envelope.IsBinary);
        return open.Content;
    }

    /// <summary>All octets have come.</summary>
    public static async ValueTask<Reply> FinishAsync(SmtpSession session, Transaction open, ContentWriter content)
    {
        if (content.TooBig) return Refuse(session, open, Replies.TooBig);
        ContentChecks.Run(session, open, content);
        var refusal = Reply.None;
        if (session.Options.RefusesBareNewlines && (open.Envelope.Content & (ContentFacts.BareCr | ContentFacts.BareLf)) != 0)
            return Refuse(session, open, Replies.BareNewline);
        if (session.Faults.Asks(FaultStages.Message))
        {
            refusal = Judge(session, open, content);
            if (!session.Faults.KeepsMessage)
                return Answer(session, refusal.Row is null ? Replies.Queued.With(session.Host.SessionId) : refusal);
        }

        // Behind the rules: they may have decided about single recipients.
        if (AnswersEach(session, open.Envelope) && !IsForAnybody(session, open.Envelope)) return Answer(session, Reply.None);
        var committing = content.CommitAsync(open.Envelope);
        // RFC 2920 section 3.2: replies to earlier commands of the group do not wait for what comes after them.
        if (!committing.IsCompleted) await session.Conversation.FlushAsync();
        var result = await committing;
        if (result.Status == CommitStatus.Stored) session.Status.Messages++;
        if (refusal.Row is not null) return Answer(session, refusal);
        return result.Status switch
        {
            CommitStatus.Stored => Answer(session, Replies.Queued.With(result.MessageId ?? session.Host.SessionId)),
            CommitStatus.StorageFull => Refuse(session, open, Replies.StorageFull),
            _ => Refuse(session, open, Replies.StorageFailed),
        };
    }

    /// <summary>The host hears of it, then the client.</summary>
    private static Reply Refuse(SmtpSession session, Transaction open, ReplyRow refusal)
    {
        Tell(session, open, refusal);
        return Answer(session, refusal);
    }

    /// <summary>Tells the host that the message is refused.</summary>
    public static void Tell(SmtpSession session, Transaction open, ReplyRow refusal) =>
        session.Host.Refused(FaultStages.Message, open.Envelope, (open.Content?.Total ?? 0).ToString(CultureInfo.InvariantCulture), refusal);

    /// <summary>Answers the end of a message: over SMTP once, over LMTP for each accepted RCPT in order.</summary>
    /// <param name="session">Its transaction is the message's.</param>
    /// <param name="reply">What became of the message; a recipient of whom something else became is told that.</param>
    /// <returns>The last reply; those before it are queued.</returns>
    public static Reply Answer(SmtpSession session, in Reply reply)
    {
        // Where a fault lets nobody hear of the message, none of several is told that it was taken.
        if (session.Faults.IsSilent) return reply;
        if (!session.Options.IsLmtp) return session.Transaction?.Envelope.Requests?.RepliesPerRecipient == true ? AnswerEach(session, reply) : reply;
        var recipients = session.Transaction?.Envelope.Recipients ?? [];
        // RFC 2033 section 4.3: "If there were no previously successful RCPT commands in the mail transaction, then the BDAT LAST
        // command returns zero replies." Deployed servers answer 503 once.
        if (recipients.Count == 0) return session.Options.SilentLastWithoutRecipient ? Reply.None : reply;
        // "Even if there were multiple successful RCPT commands giving the same forward-path, there must be one reply for each."
        for (var i = 0; i < recipients.Count - 1; i++) session.Conversation.Send(Of(recipients[i], reply));
        return Of(recipients[^1], reply);
    }

    /// <summary>
    /// PRDR: 353, what becomes of each recipient, and what becomes of the message. What is the same for all is told once, as the draft
    /// allows.
    /// </summary>
    private static Reply AnswerEach(SmtpSession session, in Reply reply)
    {
        if (reply.IsRefusal) return reply;
        var last = reply;
        session.Conversation.Send(Replies.RecipientsFollow);
        foreach (var recipient in session.Transaction!.Envelope.Recipients)
        {
            var own = recipient.Outcome is { Reply: { Row: not null } outcome } ? outcome : Replies.RecipientServed.With(recipient.Address);
            session.Conversation.Send(own);
            if (reply.Row is null) last = own;
        }

        return last;
    }

    private static bool AnswersEach(SmtpSession session, Envelope envelope) => session.Options.IsLmtp || envelope.Requests is { RepliesPerRecipient: true };

    private static Reply Judge(SmtpSession session, Transaction open, ContentWriter content) => session.Faults.Judge(new FaultQuestion
    {
        Stage = FaultStages.Message,
        Session = session.Status,
        Envelope = open.Envelope,
        Verb = open.Envelope.Via == ContentVia.Bdat ? "BDAT" : "DATA",
        Size = content.Total,
        Content = content.Content,
        AnswersEach = session.Options.IsLmtp,
    });

    /// <summary>Somebody takes the message: a 4yz or 5yz of one's own means that it is not delivered to that one.</summary>
    private static bool IsForAnybody(SmtpSession session, Envelope envelope)
    {
        var takers = 0;
        // PRDR has one reply before those of the recipients, and one behind.
        envelope.AnswerLines = session.Options.IsLmtp ? 0 : 2;
        foreach (var recipient in envelope.Recipients)
        {
            var own = recipient.Outcome?.Reply ?? Reply.None;
            if (!own.IsRefusal) takers++;
            envelope.AnswerLines += 1 + (own.More?.Count ?? 0);
        }

        return takers > 0;
    }

    private static Reply Of(Recipient recipient, in Reply reply) =>
        !reply.IsRefusal && recipient.Outcome is { Reply: { Row: not null } own } ? own : reply;
}
