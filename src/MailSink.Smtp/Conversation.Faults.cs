using System.Text;

namespace MailSink.Smtp;

/// <content>The door where something is made to go wrong: waiting, writing in pieces, letting content in slowly.</content>
internal sealed partial class Conversation
{
    private ContentThrottle? throttle;
    private volatile CancellationTokenSource? pause;

    /// <summary>The fault that ended the reading of content, behind <see cref="Heard.Fault"/>.</summary>
    public Fault? Broken { get; private set; }

    /// <summary>The content that is read next comes in as a fault says.</summary>
    public void Throttle(Fault fault) => throttle = new ContentThrottle(fault);

    /// <summary>Says in the transcript what is done.</summary>
    public void RecordFault(string text, string ruleId) => transcript.AddFault(Encoding.UTF8.GetBytes($"{ruleId}: {text}"), ruleId);

    /// <summary>Sends what is queued and waits, as long as the server goes on and the session has time left.</summary>
    public async ValueTask PauseAsync(TimeSpan duration)
    {
        await FlushAsync();
        if (duration <= TimeSpan.Zero || clock.IsHurried) return;
        // Never disposed: another thread may be about to cancel it, and without a timer it holds nothing.
        var waking = new CancellationTokenSource();
        pause = waking;
        clock.BeginWait(Waiting.ForPause);
        // Asked again: a stop that began before the wait did has not seen it.
        if (!clock.IsHurried) await clock.DelayAsync(duration, waking.Token);
        clock.EndWait();
        pause = null;
    }

    /// <summary>Sends the lines of a reply, whatever they are, and records each.</summary>
    /// <param name="reply">What the lines were made from.</param>
    /// <param name="lines">Octets on the wire, line ends included.</param>
    /// <param name="fault">Says how they are written.</param>
    public async ValueTask SendFaultedAsync(Reply reply, IReadOnlyList<byte[]> lines, Fault fault)
    {
        NoteWorst(reply.Row!.Code);
        foreach (var line in lines)
        {
            transcript.AddFaulted(reply.Row, line, fault.RuleId);
            status.OctetsOut += line.Length;
            if (fault.SplitReply || fault.OctetsPerSecond > 0) await SendPiecewiseAsync(line, fault);
            else replies.PutRaw(line);
        }
    }

    /// <summary>Sends a fatal TLS alert in place of a handshake (RFC 8446 section 6.2).</summary>
    public ValueTask RefuseTlsAsync()
    {
        replies.PutRaw([21, 3, 3, 0, 2, 2, 40]);
        return FlushAsync();
    }

    private async ValueTask SendPiecewiseAsync(byte[] line, Fault fault)
    {
        // A moment between two octets: without it the system would put them into one segment again.
        var pace = new Pace(fault.OctetsPerSecond > 0 ? fault.OctetsPerSecond : 1000);
        var step = 0;
        for (var at = 0; at < line.Length; at += step)
        {
            step = fault.SplitReply ? 1 : (int)Math.Min(pace.Step, line.Length - at);
            replies.PutRaw(line.AsSpan(at, step));
            await PauseAsync(pace.Spend(step));
        }
    }

    /// <summary>Lets the first octets of throttled content in.</summary>
    private void BeginThrottle() => inbound.Show(throttle!.Next());

    private void EndThrottle()
    {
        throttle = null;
        inbound.Show(long.MaxValue);
    }

    /// <summary>All octets that were let in are taken: waits until more may pass.</summary>
    private async ValueTask<Heard> OpenThrottleAsync()
    {
        var due = throttle!;
        if (due.IsThere)
        {
            RecordFault($"after {due.Fault.AfterOctets} octets of content: {due.Fault.Describe(Reply.None)}", due.Fault.RuleId);
            await PauseAsync(due.Fault.Delay);
            if (due.Fault.Reply is not null || due.Fault.Close != FaultClose.No)
            {
                Broken = due.Fault;
                return Heard.Fault;
            }

            due.PassOn();
        }

        await PauseAsync(due.Spend());
        if (clock.IsSessionOver) return Heard.TimedOut;
        if (clock.IsGraceOver) return Heard.Stopping;
        inbound.Show(due.Next());
        return Heard.Line;
    }

    private void WakePause() => pause?.Cancel();

    private void NoteWorst(int code)
    {
        if (code >= 400 && code > status.WorstReply) status.WorstReply = code;
    }
}
