namespace MailSink.Smtp;

/// <summary>Hands what waits to the other side, one message after the other.</summary>
public static class QueueDelivery
{
    /// <summary>Sends the selected messages over an opened session and notes what became of each, then says QUIT.</summary>
    /// <param name="session">Opened and usable.</param>
    /// <param name="queue">Where the messages are.</param>
    /// <param name="selection">Which.</param>
    /// <param name="cancellationToken">Stops between messages and inside their content.</param>
    public static async ValueTask RunAsync(
        SmtpClientSession session, IHeldMail queue, QueueSelection selection, CancellationToken cancellationToken)
    {
        await foreach (var held in queue.ReadAsync(selection, cancellationToken))
        {
            var results = await session.SendAsync(held.Message, cancellationToken);
            // What the other side has said stands, whatever stops meanwhile.
            await queue.SettleAsync(held, results, CancellationToken.None);
            if (!session.IsUsable) return;
        }

        await session.QuitAsync();
    }
}
