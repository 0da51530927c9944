namespace MailSink.Smtp;

/// <summary>The end both DATA and BDAT come to: look at the message, make it durable, answer.</summary>
internal static class Delivery
{
    /// <summary>Opens the place for the octets. While the host has no room, what was already answered is sent.</summary>
    public static async ValueTask<ContentWriter> OpenAsync(SmtpSession session, Transaction open)
    {
        var opening = session.Host.OpenContentAsync(open.Envelope, CancellationToken.None);
        if (!opening.IsCompleted) await session.Conversation.FlushAsync();
        open.Content = new ContentWriter(await opening, session.Options.MaxMessageSize);
        return open.Content;
    }

    /// <summary>All octets have come.</summary>
    public static async ValueTask<Reply> FinishAsync(SmtpSession session, Transaction open, ContentWriter content)
    {
        if (content.TooBig) return Replies.TooBig;
        ContentChecks.Run(session, open, content);
        if (session.Options.Strict && (open.Envelope.Content & (ContentFacts.BareCr | ContentFacts.BareLf)) != 0) return Replies.BareNewline;
        var committing = content.CommitAsync(open.Envelope);
        // RFC 2920 section 3.2: replies to earlier commands of the group do not wait for what comes after them.
        if (!committing.IsCompleted) await session.Conversation.FlushAsync();
        var result = await committing;
        switch (result.Status)
        {
            case CommitStatus.Stored:
                session.Status.Messages++;
                return Replies.Queued.With(result.MessageId ?? session.Host.SessionId);
            case CommitStatus.StorageFull:
                return Replies.StorageFull;
            default:
                return Replies.StorageFailed;
        }
    }
}
