namespace MailSink.Smtp;

/// <summary>Counts one message's octets and the time spent waiting for them.</summary>
internal sealed class ContentMeter(SmtpOptions options)
{
    private long beforeWindow;

    /// <summary>Octets as sent, stuffed dots and the end included.</summary>
    public long Octets { get; set; }

    /// <summary>Time the client let us wait; a slow store is not the client's fault.</summary>
    public TimeSpan Waited { get; set; }

    /// <summary>Beyond the grace the average rate is below what is demanded.</summary>
    public bool IsTooSlow => options.MinDataRate > 0 && Octets > options.DataRateGrace
        && Octets < options.MinDataRate * Waited.TotalSeconds;

    /// <summary>The window onto the pipe is given back.</summary>
    /// <returns>Octets of it that were counted.</returns>
    public long LeaveWindow()
    {
        var counted = Octets - beforeWindow;
        beforeWindow = Octets;
        return counted;
    }
}
