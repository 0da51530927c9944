using MailSink.Events;
using Xunit;

namespace MailSink.Tests.Events;

public sealed class EventBusTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_subscriber_loses_events_and_is_told_how_many()
    {
        var bus = new EventBus();
        using var slow = bus.Subscribe(capacity: 4);
        for (var i = 0; i < 10; i++) bus.Publish(new StatsTick(i, 0, 0));

        var heard = await TakeAsync(slow, 5);

        Assert.Equal([0, 1, 2, 3], heard.OfType<StatsTick>().Select(t => t.Connections));
        Assert.Equal(6, Assert.IsType<Gap>(heard[^1]).Missed);
        bus.Publish(new StatsTick(10, 0, 0));
        Assert.Equal(11, Assert.Single(await TakeAsync(slow, 1)).Sequence);
    }

    [Fact]
    public async Task Lines_go_only_to_those_who_watch_the_session()
    {
        var bus = new EventBus();
        using var watcher = bus.Subscribe();
        using var other = bus.Subscribe();
        watcher.Watch(7);

        bus.Publish(Line(7));
        bus.Publish(Line(8));
        bus.Publish(new StatsTick(1, 0, 0));

        Assert.Equal(7, Assert.IsType<SessionLine>((await TakeAsync(watcher, 2))[0]).SessionId);
        Assert.IsType<StatsTick>(Assert.Single(await TakeAsync(other, 1)));
    }

    [Fact]
    public void A_session_is_watched_as_long_as_anybody_watches_it()
    {
        var bus = new EventBus();
        var first = bus.Subscribe();
        var second = bus.Subscribe();
        first.Watch(7);
        second.Watch(7);

        first.Dispose();
        Assert.True(bus.IsWatched(7));
        second.Dispose();
        Assert.False(bus.IsWatched(7));
        Assert.False(bus.HasSubscribers);
    }

    private static SessionLine Line(long session) => new(session, new MailSink.Storage.Transcripts.TranscriptEntry
    {
        Number = 1,
        At = default,
        Source = MailSink.Smtp.LineSource.Client,
        Text = "NOOP",
        Octets = 6,
    });

    private static async Task<List<SinkEvent>> TakeAsync(Subscription subscription, int count)
    {
        var taken = new List<SinkEvent>();
        await foreach (var happened in subscription.ReadAllAsync(Stop))
        {
            taken.Add(happened);
            if (taken.Count == count) break;
        }

        return taken;
    }
}
