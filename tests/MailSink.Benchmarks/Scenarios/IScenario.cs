using MailSink.Benchmarks.Report;

namespace MailSink.Benchmarks.Scenarios;

/// <summary>One thing to measure. A new one is a file here and a line in <see cref="ScenarioTable"/>.</summary>
internal interface IScenario
{
    /// <summary>The word on the command line that runs it.</summary>
    string Group { get; }

    /// <summary>As the table shows it.</summary>
    string Name { get; }

    /// <summary>Measures; one row per server.</summary>
    Task<IReadOnlyList<ResultRow>> RunAsync(BenchmarkRun run);
}
