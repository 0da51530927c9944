using System.Diagnostics;
using System.Numerics;

namespace MailSink.Benchmarks.Load;

/// <summary>Counts durations in buckets 3 % wide at most, so that recording one costs no memory and no lock.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 5;
    private const int Sub = 1 << SubBits;
    private readonly long[] _counts = new long[(64 - SubBits) * Sub];

    public long Count { get; private set; }

    public TimeSpan Max { get; private set; }

    /// <summary>Records the time between two <see cref="Stopwatch.GetTimestamp"/> values.</summary>
    public void Record(long from, long to)
    {
        var elapsed = Stopwatch.GetElapsedTime(from, to);
        if (elapsed > Max) Max = elapsed;
        _counts[IndexOf((long)elapsed.TotalNanoseconds)]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Count += other.Count;
        if (other.Max > Max) Max = other.Max;
    }

    /// <summary>The duration that the given share (0 to 1) of all recorded ones did not exceed; zero when there is none.</summary>
    public TimeSpan Quantile(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        long seen = 0;
        for (var i = 0; i < _counts.Length && Count > 0; i++)
        {
            seen += _counts[i];
            if (seen >= rank && seen > 0) return TimeSpan.FromMicroseconds(MiddleOf(i) / 1000);
        }

        return TimeSpan.Zero;
    }

    private static int IndexOf(long value)
    {
        if (value < Sub) return (int)Math.Max(0, value);
        var shift = BitOperations.Log2((ulong)value) - SubBits;
        return ((shift + 1) << SubBits) + (int)((value >> shift) - Sub);
    }

    private static double MiddleOf(int index)
    {
        if (index < Sub) return index;
        var shift = (index >> SubBits) - 1;
        return ((index & (Sub - 1)) + Sub + 0.5) * Math.Pow(2, shift);
    }
}
