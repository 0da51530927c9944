using System.Runtime.CompilerServices;
using MailSink.Events;
using MailSink.Inboxes;
using MailSink.Messages;
using MailSink.Sessions;
using MailSink.Storage;

namespace MailSink.Live;

/// <summary>Watches an inbox for one client. Events say when to look; what is told comes from the store.</summary>
internal sealed class InboxWatch(EventBus bus, StoreHead head, MessageReader messages, InboxReader inboxes, LiveSessions live, TimeProvider time)
{
    /// <summary>Summaries in one update.</summary>
    public const int MostHead = 50;

    /// <summary>Messages a second above which rows are not sent any more: nobody could read them.</summary>
    public const int FloodFrom = 50;

    private const int MostInboxes = 50;
    private const int MostDeleted = 1000;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    public async IAsyncEnumerable<InboxUpdate> RunAsync(string? inbox, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var subscription = bus.Subscribe();
        var state = new State { Newest = head.Newest };
        yield return await UpdateAsync(inbox, state, [], cancellationToken);
        await foreach (var batch in subscription.BatchesAsync(s_pause, time, cancellationToken))
        {
            if (state.Take(batch) || live.Count != state.LiveSessions)
                yield return await UpdateAsync(inbox, state, batch, cancellationToken);
        }
    }

    private async Task<InboxUpdate> UpdateAsync(string? inbox, State state, IReadOnlyList<SinkEvent> batch, CancellationToken cancellationToken)
    {
        var all = await inboxes.ListAsync(cancellationToken);
        var (arrived, rows) = await ArrivedAsync(inbox, state, cancellationToken);
        state.Count(arrived);
        state.LiveSessions = live.Count;
        var deleted = batch.OfType<MessagesDeleted>().SelectMany(e => e.Ids).Select(id => id.ToString()).Take(MostDeleted);
        var total = all.Where(i => inbox is null || i.Name == inbox).Sum(i => i.Total);
        return new InboxUpdate(
            bus.Sequence, total, all.Sum(i => i.Unread), state.LiveSessions, state.Rate, arrived, rows, [.. deleted], [.. all.Take(MostInboxes)]);
    }

    private async Task<(long Arrived, IReadOnlyList<MessageSummary> Rows)> ArrivedAsync(string? inbox, State state, CancellationToken cancellationToken)
    {
        if (head.Newest == state.Newest) return (0, []);
        var filter = new MessageFilter { Inbox = inbox, Since = new Moment(state.Newest, null) };
        var page = await messages.ListAsync(filter, new PageRequest(state.Rate > FloodFrom ? 1 : MostHead), cancellationToken);
        if (MessageId.TryParse(page.Head, out var newest)) state.Newest = newest;
        return (page.Total, page.Items);
    }

    /// <summary>What has been told already.</summary>
    private sealed class State
    {
        private long _second;
        private bool _rateChanged;

        public MessageId Newest { get; set; }
        public int LiveSessions { get; set; }

        /// <summary>Messages of the last full second.</summary>
        public int Rate { get; private set; }

        public void Count(long arrived) => _second += arrived;

        /// <summary>Looks at what happened; true when the client has to hear of it.</summary>
        public bool Take(IReadOnlyList<SinkEvent> batch)
        {
            _rateChanged = false;
            if (batch.Any(e => e is StatsTick))
            {
                _rateChanged = Rate != (int)_second;
                Rate = (int)_second;
                _second = 0;
            }

            return _rateChanged || batch.Any(e => e is MessagesStored or MessagesDeleted or MessagesUpdated or Gap);
        }
    }
}
