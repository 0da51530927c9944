using MailSink.Benchmarks.Load;

namespace MailSink.Benchmarks.Scenarios;

/// <summary>All scenarios, in the order of the table that is printed.</summary>
internal static class ScenarioTable
{
    private const int KiB = 1024;
    private const int MiB = 1024 * 1024;

    public static IReadOnlyList<IScenario> All { get; } =
    [
        new IngestScenario("1 KiB", KiB, LoadMode.Pipelined),
        new IngestScenario("10 KiB", 10 * KiB, LoadMode.Pipelined),
        new IngestScenario("100 KiB", 100 * KiB, LoadMode.Pipelined),
        new IngestScenario("5 MiB", 5 * MiB, LoadMode.Pipelined),
        new IngestScenario("1 KiB by BDAT", KiB, LoadMode.Bdat),
        new IngestScenario("1 KiB, lock-step", KiB, LoadMode.LockStep),
        new IngestScenario("1 KiB, one per connection", KiB, LoadMode.OnePerConnection),
        new SmtpSourceScenario("1 KiB by smtp-source -d", KiB),
        new ConnectScenario(),
        new StartScenario(fresh: true),
        new StartScenario(fresh: false),
        new LargeMessageScenario(LoadMode.LockStep),
        new LargeMessageScenario(LoadMode.Bdat),
    ];
}
