namespace MailSink.Smtp;

/// <summary>One message on its way out: envelope, content, and what becomes of each recipient.</summary>
internal sealed class ClientTransaction(SmtpClientSession session, OutboundMessage message)
{
    /// <summary>Octets of commands that are sent without reading replies: what fits any window cannot lock both sides (RFC 2920 section 3.1).</summary>
    private const int LargestGroup = 4 * 1024;

    private const int OfMail = -1;
    private const int OfData = -2;

    private readonly RecipientResult?[] results = new RecipientResult?[message.Recipients.Count];
    private readonly PeerReply?[] accepted = new PeerReply?[message.Recipients.Count];
    private readonly Queue<int> unanswered = [];
    private readonly SmtpClientOptions options = session.Options;
    private ClientAnswer mail;
    private ClientAnswer data;

    /// <summary>Sends the message.</summary>
    /// <returns>One result a recipient, in order.</returns>
    public async ValueTask<IReadOnlyList<RecipientResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (!session.IsUsable) return Settle(DeliveryOutcome.Kept, "the connection is gone");
        if (Routing.Check(session, message) is { } obstacle) return Settle(DeliveryOutcome.Failed, obstacle);
        for (var i = 0; i < results.Length; i++)
        {
            if (Routing.CheckRecipient(session, message.Recipients[i]) is { } bad)
                results[i] = new(message.Recipients[i], DeliveryOutcome.Failed, null, bad);
        }

        if (results.All(result => result is not null)) return Settle(DeliveryOutcome.Failed, null);
        var chunks = options.UseChunking && session.Capabilities.Chunking;
        await SendEnvelopeAsync(asksForData: !chunks);
        if (session.IsUsable) await SendContentAsync(chunks, cancellationToken);
        return Settle(DeliveryOutcome.Kept, Reason(session.LastFault));
    }

    private async ValueTask SendEnvelopeAsync(bool asksForData)
    {
        await AddAsync(Routing.MailCommand(session, message), "MAIL", OfMail);
        for (var i = 0; i < results.Length && session.IsUsable; i++)
        {
            if (results[i] is not null || mail.Reply is { IsPositive: false }) continue;
            await AddAsync(Routing.RcptCommand(session, message.Recipients[i]), "RCPT", i);
        }

        // Without pipelining, or after a full group, it is known by now whether there is anybody to send it to.
        var isHopeless = unanswered.Count == 0 && accepted.All(reply => reply is null);
        if (asksForData && !isHopeless && session.IsUsable) await AddAsync("DATA", "DATA", OfData);
        await DrainAsync();
    }

    private async ValueTask SendContentAsync(bool chunks, CancellationToken cancellationToken)
    {
        var hasTaker = accepted.Any(reply => reply is not null);
        var sender = new ContentSender(session, message);
        if (chunks && hasTaker) await FinishAsync(await sender.SendChunksAsync(cancellationToken), "BDAT", sender.IsComplete);
        else if (data.Reply is { IsIntermediate: true })
        {
            // RFC 2920 section 3.1: "if the DATA command was accepted the client SMTP should send a single dot".
            await FinishAsync(hasTaker ? await sender.SendDottedAsync(cancellationToken) : await sender.SendNothingAsync(), "DATA", isComplete: true);
        }
        else
        {
            // 2yz to DATA is as good as no reply: nobody can tell what the other side waits for.
            if (data.IsPositive) session.Break(ClientFault.Malformed, SessionEnd.Client);
            else if (data.Reply is { } refusal) SettleAccepted(refusal);
            if (mail.IsPositive) await session.CommandAsync("RSET", "RSET", options.CommandTimeout);
        }
    }

    /// <summary>All octets are out, or a chunk was refused: <paramref name="last"/> is the reply to the last of them.</summary>
    private async ValueTask FinishAsync(ClientAnswer last, string verb, bool isComplete)
    {
        if (last.Reply is null)
        {
            SettleAccepted(null, Reason(last.Fault));
            return;
        }

        var isFirst = true;
        for (var i = 0; i < results.Length; i++)
        {
            if (accepted[i] is null || results[i] is not null) continue;
            // RFC 2033 section 4.2: one reply for each recipient that was accepted, in their order.
            if (options.IsLmtp && isComplete && !isFirst && last.Reply is not null)
                last = await session.ReadReplyAsync(verb, options.DeliveryTimeout);
            isFirst = false;
            results[i] = last.Reply is { } reply ? ResultOf(message.Recipients[i], reply) : Kept(i, Reason(last.Fault));
        }
    }

    /// <summary>Adds a command to the group; reads the replies when the group is full or there are no groups.</summary>
    private async ValueTask AddAsync(string line, string verb, int whose)
    {
        if (!session.IsUsable) return;
        session.Door.SendCommand(line, verb);
        unanswered.Enqueue(whose);
        if (!session.Pipelines || session.Door.QueuedOctets >= LargestGroup) await DrainAsync();
    }

    private async ValueTask DrainAsync()
    {
        while (unanswered.TryDequeue(out var whose))
        {
            if (!session.IsUsable) return;
            var verb = whose == OfMail ? "MAIL" : whose == OfData ? "DATA" : "RCPT";
            var answer = await session.ReadReplyAsync(verb, whose == OfData ? options.DataTimeout : options.CommandTimeout);
            if (whose == OfMail) mail = answer;
            else if (whose == OfData) data = answer;
            else TakeRecipient(whose, answer);
            if (whose == OfMail && answer.Reply is { IsPositive: false } refusal) SettleAll(refusal);
        }
    }

    private void TakeRecipient(int index, in ClientAnswer answer)
    {
        if (results[index] is not null || answer.Reply is not { } reply) return;
        if (reply.IsPositive) accepted[index] = reply;
        else results[index] = ResultOf(message.Recipients[index], reply, isRcpt: true);
    }

    private void SettleAll(PeerReply reply)
    {
        for (var i = 0; i < results.Length; i++) results[i] ??= ResultOf(message.Recipients[i], reply);
    }

    private void SettleAccepted(PeerReply? reply, string? reason = null)
    {
        for (var i = 0; i < results.Length; i++)
        {
            if (accepted[i] is null) continue;
            results[i] ??= reply is null ? Kept(i, reason) : ResultOf(message.Recipients[i], reply);
        }
    }

    private RecipientResult[] Settle(DeliveryOutcome outcome, string? reason)
    {
        for (var i = 0; i < results.Length; i++) results[i] ??= new(message.Recipients[i], outcome, null, reason);
        return [.. results.Select(result => result!)];
    }

    private RecipientResult Kept(int index, string? reason) => new(message.Recipients[index], DeliveryOutcome.Kept, null, reason);

    private static RecipientResult ResultOf(OutboundRecipient recipient, PeerReply reply, bool isRcpt = false)
    {
        // RFC 5321 section 4.5.3.1.10: a 552 that means "too many recipients" is to be treated as temporary.
        var isTooMany = isRcpt && reply is { Code: 552, Enhanced: null or "5.5.3" };
        var outcome = reply.IsPositive ? DeliveryOutcome.Delivered
            : reply.IsPermanent && !isTooMany ? DeliveryOutcome.Failed : DeliveryOutcome.Kept;
        return new(recipient, outcome, reply, null);
    }

    internal static string Reason(ClientFault fault) => fault switch
    {
        ClientFault.NotConnected => "no connection",
        ClientFault.TimedOut => "a time limit ran out",
        ClientFault.Stopping => "this program stops",
        ClientFault.Malformed => "what came was no reply",
        ClientFault.NoTls => "no TLS",
        ClientFault.NoLogin => "no login",
        ClientFault.ContentLost => "the message could not be read",
        _ => "the connection was lost",
    };
}
