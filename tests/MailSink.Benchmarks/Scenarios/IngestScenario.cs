using MailSink.Benchmarks.Load;
using MailSink.Benchmarks.Report;

namespace MailSink.Benchmarks.Scenarios;

/// <summary>How many messages of one size a server takes per second.</summary>
internal sealed class IngestScenario(string name, int octets, LoadMode mode) : IScenario
{
    /// <summary>What one round may write: keeps a round on a fast machine from filling the disk.</summary>
    private const long MostOctets = 2L * 1024 * 1024 * 1024;

    public string Group => "ingest";

    public string Name => name;

    public Task<IReadOnlyList<ResultRow>> RunAsync(BenchmarkRun run)
    {
        var shape = new LoadShape(mode, octets, run.Options.Sessions);
        var limit = new LoadLimit(run.Options.RoundTime, MostOctets / octets);
        var keyword = mode switch
        {
            LoadMode.Bdat => "CHUNKING",
            LoadMode.LockStep => null,
            _ => "PIPELINING",
        };
        return new Alternation(name, run).RunAsync(
            keyword, server => LoadGenerator.RunAsync(server.EndPoint, shape, limit, run.Stop));
    }
}
