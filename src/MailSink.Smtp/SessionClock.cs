namespace MailSink.Smtp;

/// <summary>What a session is waiting for.</summary>
internal enum Waiting
{
    /// <summary>Nothing, or the host: no limit runs.</summary>
    Nothing,

    ForCommand,

    ForContent,

    ForOutput,

    /// <summary>The other side's reply, where this side is the client.</summary>
    ForReply,

    ForHandshake,

    /// <summary>The end of a pause that a fault makes: no limit of the client's runs.</summary>
    ForPause,
}

/// <summary>
/// The session's time limits without a timer of its own: the session notes what it waits for and since when, and the
/// listener's heartbeat asks <see cref="IsOverdue"/> from its thread.
/// </summary>
internal sealed class SessionClock(SmtpOptions options, TimeProvider time)
{
    private readonly long started = time.GetTimestamp();
    private long since;
    private int waiting;
    private long stoppingSince;

    public TimeSpan Elapsed => time.GetElapsedTime(started);

    public long Now => time.GetTimestamp();

    public DateTimeOffset UtcNow => time.GetUtcNow();

    /// <summary>How long to wait for the next reply, where this side is the client.</summary>
    public TimeSpan ReplyTimeout { get; set; }

    /// <summary>What is waited for at this moment.</summary>
    public Waiting Waiting => (Waiting)Volatile.Read(ref waiting);

    /// <summary>The server is stopping: no further command is taken.</summary>
    public bool IsStopping => Volatile.Read(ref stoppingSince) != 0;

    /// <summary>The server is stopping, and has waited long enough for a message under way.</summary>
    public bool IsGraceOver => Volatile.Read(ref stoppingSince) is not 0 and var at && Since(at) >= options.StopGrace;

    /// <summary>A limit has run out. Safe to ask from any thread.</summary>
    public bool IsOverdue
    {
        get
        {
            var what = Waiting;
            return what != Waiting.Nothing && (Since(Volatile.Read(ref since)) >= Limit(what) || IsSessionOver || IsGraceOver);
        }
    }

    /// <summary>The session has reached its longest life.</summary>
    public bool IsSessionOver => options.SessionTimeout > TimeSpan.Zero && Elapsed >= options.SessionTimeout;

    /// <summary>The server stops, or the session has no time left: nothing is waited for that need not be.</summary>
    public bool IsHurried => IsStopping || IsSessionOver;

    /// <summary>The server stops from now on.</summary>
    public void BeginStop() => Interlocked.CompareExchange(ref stoppingSince, Math.Max(1, time.GetTimestamp()), 0);

    public TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    public void BeginWait(Waiting what)
    {
        Volatile.Write(ref since, time.GetTimestamp());
        Volatile.Write(ref waiting, (int)what);
    }

    /// <summary>Waits, the longest a fault may; ends early when told to.</summary>
    public async Task DelayAsync(TimeSpan duration, CancellationToken waking) =>
        await Task.Delay(duration < Fault.LongestDelay ? duration : Fault.LongestDelay, time, waking)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void EndWait() => Volatile.Write(ref waiting, (int)Waiting.Nothing);

    /// <summary>Why a wait was interrupted; <see cref="Heard.Line"/> when there is no reason any more.</summary>
    public Heard WhatDisturbed(Waiting what)
    {
        if (IsStopping && what is Waiting.ForCommand or Waiting.ForHandshake || IsGraceOver) return Heard.Stopping;
        return Since(Volatile.Read(ref since)) >= Limit(what) || IsSessionOver ? Heard.TimedOut : Heard.Line;
    }

    private TimeSpan Limit(Waiting what) => what switch
    {
        Waiting.ForContent => options.DataTimeout,
        Waiting.ForReply => ReplyTimeout,
        Waiting.ForHandshake => options.Tls!.HandshakeTimeout,
        Waiting.ForPause => TimeSpan.MaxValue,
        _ => options.CommandTimeout,
    };
}
