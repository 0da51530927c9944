namespace MailSink.Smtp;

/// <summary>A rate of octets, in steps of a tenth of a second. What it costs in all is bounded by <see cref="Fault.LongestDelay"/>.</summary>
/// <param name="octetsPerSecond">0 = as fast as it goes.</param>
internal sealed class Pace(int octetsPerSecond)
{
    private TimeSpan spent;

    /// <summary>Octets of one step.</summary>
    public long Step => IsOver ? long.MaxValue : Math.Max(1, octetsPerSecond / 10);

    private bool IsOver => octetsPerSecond <= 0 || spent >= Fault.LongestDelay;

    /// <summary>How long so many octets take.</summary>
    public TimeSpan Spend(long octets)
    {
        if (IsOver) return TimeSpan.Zero;
        var pause = TimeSpan.FromSeconds((double)octets / octetsPerSecond);
        spent += pause;
        return pause;
    }
}
