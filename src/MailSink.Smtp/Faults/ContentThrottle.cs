namespace MailSink.Smtp;

/// <summary>Lets message content through as slowly, and as far, as a fault says.</summary>
internal sealed class ContentThrottle(Fault fault)
{
    private readonly Pace pace = new(fault.OctetsPerSecond);
    private long left = fault.AfterOctets ?? long.MaxValue;
    private long last;

    /// <summary>The octet has come that the fault waits for.</summary>
    public bool IsThere => left == 0;

    /// <summary>What is due there.</summary>
    public Fault Fault => fault;

    /// <summary>Octets that may pass now.</summary>
    public long Next()
    {
        last = Math.Min(left, pace.Step);
        if (left != long.MaxValue) left -= last;
        return last;
    }

    /// <summary>How long the octets that passed take.</summary>
    public TimeSpan Spend() => pace.Spend(last);

    /// <summary>The fault waited, and the content goes on.</summary>
    public void PassOn() => left = long.MaxValue;
}
