using System.Text;

namespace MailSink.Smtp;

/// <summary>Turns the connection round (ATRN, TURN): the client of until now greets, and this side sends it the mail it holds.</summary>
internal static class Reversal
{
    /// <summary>Says 250, changes roles, delivers, and ends the session.</summary>
    public static async ValueTask<Reply> RunAsync(SmtpSession session, string verb, IHeldMail queue, QueueSelection selection)
    {
        var door = session.Conversation;
        door.Send(Replies.Reversing);
        DropEarly(session, verb);
        await door.FlushAsync();
        session.Status.Phase = Phase.Reversed;
        door.Transcript.AddEvent("reversed", "roles changed: from here on this server is the client, and the other side answers"u8);
        await using var client = new SmtpClientSession(session, OptionsOf(session));
        if ((await client.OpenAsync()).IsPositive) await QueueDelivery.RunAsync(client, queue, selection, CancellationToken.None);
        else await client.QuitAsync();
        session.End(client.LastFault switch
        {
            ClientFault.None => SessionEnd.Quit,
            ClientFault.TimedOut => SessionEnd.Timeout,
            ClientFault.Stopping => SessionEnd.Shutdown,
            ClientFault.Lost => SessionEnd.Client,
            _ => SessionEnd.Server,
        });
        return Reply.None;
    }

    private static SmtpClientOptions OptionsOf(SmtpSession session) => new()
    {
        HelloName = session.Options.HostName,
        ShowSecrets = session.Options.ShowSecrets,
        CommandTimeout = session.Options.CommandTimeout,
        GreetingTimeout = session.Options.CommandTimeout,
    };

    /// <summary>What was sent before the 250 belongs to the old roles; taken for a greeting it would be an answer to nothing.</summary>
    private static void DropEarly(SmtpSession session, string verb)
    {
        if (!session.Conversation.HasMore) return;
        session.Findings.Report(SessionLint.Pipelining, $"more was sent before the reply to {verb}");
        var dropped = session.Conversation.DropHeld();
        session.Conversation.Transcript.AddEvent("note", Encoding.ASCII.GetBytes($"{dropped} octets sent before the roles changed are dropped"));
    }
}
