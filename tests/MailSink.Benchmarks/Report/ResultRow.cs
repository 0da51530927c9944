namespace MailSink.Benchmarks.Report;

/// <summary>One line of the table: a scenario and a server. What a scenario does not measure stays null.</summary>
internal sealed record ResultRow(string Scenario, string Server)
{
    /// <summary>Messages per second of each round.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [];

    /// <summary>Median of the rounds' ratios to smtp-sink's round next to it.</summary>
    public double? Ratio { get; init; }

    public TimeSpan? P50 { get; init; }

    public TimeSpan? P99 { get; init; }

    /// <summary>Server's processor time per message.</summary>
    public TimeSpan? Processor { get; init; }

    /// <summary>Peak (or, where the remark says so, additional) resident memory in octets.</summary>
    public long? Memory { get; init; }

    public string Remark { get; init; } = "";
}
