using System.Runtime.CompilerServices;
using MailSink.Events;
using MailSink.Sessions;

namespace MailSink.Live;

/// <summary>Watches one session for one client: each line goes out the moment it passes.</summary>
internal sealed class SessionWatch(EventBus bus, SessionReader sessions, TimeProvider time)
{
    private const int LinesAtOnce = 500;

    /// <summary>How often the facts beside the lines are told.</summary>
    private static readonly TimeSpan s_factsEvery = TimeSpan.FromMilliseconds(250);

    public async IAsyncEnumerable<SessionUpdate> RunAsync(
        string id, int after, string language, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!SessionId.TryParse(id, out var number)) yield break;
        using var subscription = bus.Subscribe();
        subscription.Watch(number);

        // Listening began before this read, so that no line falls between the two; the numbers tell what came twice.
        var first = await CaughtUpAsync(id, after, cancellationToken);
        if (first.Session is null) yield break;
        yield return In(language, first);
        var last = first.Lines.Count > 0 ? first.Lines[^1].N : after;
        var told = time.GetTimestamp();
        if (first.Session.EndedBy is not null) yield break;

        await foreach (var batch in subscription.BatchesAsync(TimeSpan.Zero, time, cancellationToken))
        {
            var lines = await LinesAsync(id, last, batch, cancellationToken);
            var ended = batch.Any(e => e is SessionEnded over && over.SessionId == number);
            var missed = batch.OfType<Gap>().Sum(gap => gap.Missed);
            var tick = batch.Any(e => e is StatsTick);
            if (lines.Count == 0 && !ended && missed == 0 && !tick) continue;
            var facts = ended || tick || time.GetElapsedTime(told) > s_factsEvery;
            if (facts) told = time.GetTimestamp();
            if (lines.Count > 0) last = lines[^1].N;
            yield return In(language, new SessionUpdate(lines, facts ? await sessions.GetAsync(id, cancellationToken) : null, missed));
            if (ended) yield break;
        }
    }

    private static SessionUpdate In(string language, SessionUpdate update) => update with { Lines = [.. update.Lines.Select(line => line.In(language))] };

    // A line that acknowledges a message is read from the store, which alone knows whose it is.
    private async Task<IReadOnlyList<LineDto>> LinesAsync(string id, int last, IReadOnlyList<SinkEvent> batch, CancellationToken cancellationToken)
    {
        List<LineDto> lines = [.. batch.OfType<SessionLine>().Select(e => SessionMapping.Map(e.Line)).Where(line => line.N > last)];
        return lines.Any(line => line is { Reply.Code: 250, Command: "DATA" or "BDAT" })
            ? await sessions.LinesAsync(id, last, LinesAtOnce, cancellationToken) ?? lines
            : lines;
    }

    private async Task<SessionUpdate> CaughtUpAsync(string id, int after, CancellationToken cancellationToken)
    {
        var session = await sessions.GetAsync(id, cancellationToken);
        var lines = await sessions.LinesAsync(id, after, LinesAtOnce, cancellationToken);
        return new SessionUpdate(lines ?? [], session, 0);
    }
}
