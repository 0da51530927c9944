using MailSink.Events;
using MailSink.Smtp;
using MailSink.Storage.Rows;
using MailSink.Storage.Writer;

namespace MailSink.Storage.Edits;

/// <summary>Notes what became of a message that was sent on.</summary>
/// <param name="message">The message.</param>
/// <param name="contentId">Its octets' number.</param>
/// <param name="results">One a recipient.</param>
/// <param name="bus">Who shows the message hears of it.</param>
/// <returns>Recipients noted.</returns>
internal sealed class SettleChore(MessageId message, long contentId, IReadOnlyList<RecipientResult> results, EventBus bus) : Chore<int>
{
    private const int LongestReply = 500;

    protected override int Result => results.Count;

    public override bool Run(StoreFile file, Batch batch, Slice slice)
    {
        foreach (var result in results)
        {
            var text = result.Text;
            file.Handover.Settle
                .Bind(1, contentId).BindText(2, HandoverDomain.OfAddress(result.Recipient.Address)).BindText(3, result.Recipient.Address)
                .Bind(4, (long)StateOf(result.Outcome)).Bind(5, batch.NowUs).BindText(6, text[..Math.Min(text.Length, LongestReply)]).Run();
        }

        return true;
    }

    public override void Committed(StoreState state)
    {
        if (bus.HasSubscribers) bus.Publish(new MessagesUpdated([message]));
    }

    private static HandoverState StateOf(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => HandoverState.Delivered,
        DeliveryOutcome.Failed => HandoverState.Refused,
        _ => HandoverState.Queued,
    };
}
