using System.Diagnostics;

namespace MailSink.Benchmarks.Load;

/// <summary>What the sessions of one round may still send. Numbers messages, each number once in the whole run.</summary>
internal sealed class LoadBudget(LoadLimit limit)
{
    private static long _numbers;
    private long _deadline = long.MaxValue;
    private long _taken;

    /// <summary>The round's time runs from now.</summary>
    public long Start()
    {
        var now = Stopwatch.GetTimestamp();
        _deadline = now + (long)(limit.Time.TotalSeconds * Stopwatch.Frequency);
        return now;
    }

    /// <summary>Takes the next message.</summary>
    /// <returns>True when it is the caller's last.</returns>
    public bool TakeLast(out long number)
    {
        number = Interlocked.Increment(ref _numbers);
        return Interlocked.Increment(ref _taken) >= limit.Messages
            || Stopwatch.GetTimestamp() >= _deadline
            || limit.Until.IsCancellationRequested;
    }
}
