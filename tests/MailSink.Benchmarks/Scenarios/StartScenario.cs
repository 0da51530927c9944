using System.Diagnostics;
using MailSink.Benchmarks.Load;
using MailSink.Benchmarks.Report;

namespace MailSink.Benchmarks.Scenarios;

/// <summary>How long it takes from starting the process to its first 220.</summary>
/// <param name="fresh">Each start makes its data folder; else it finds that of the start before.</param>
internal sealed class StartScenario(bool fresh) : IScenario
{
    private const int Starts = 5;

    public string Group => "start";

    public string Name => fresh ? "start to 220, new data folder" : "start to 220, data folder in use";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(BenchmarkRun run)
    {
        if (run.MailSink is not { } kind) return [];
        var times = new LatencyHistogram();
        var kept = run.NewFolder();
        if (!fresh) await StartAsync(kind.Keeping(), kept).ConfigureAwait(false);
        for (var i = 0; i < Starts; i++)
        {
            var from = Stopwatch.GetTimestamp();
            var up = await StartAsync(fresh ? kind : kind.Keeping(), fresh ? run.NewFolder() : kept).ConfigureAwait(false);
            times.Record(from, up);
            BenchmarkRun.Tell($"    start {i + 1}: {MarkdownTable.Time(Stopwatch.GetElapsedTime(from, up))}");
        }

        var row = new ResultRow(Name, kind.Name) { P50 = times.Quantile(0.5), P99 = times.Max, Remark = $"median and slowest of {Starts} starts" };
        return [row];

        async Task<long> StartAsync(Servers.MailSinkServer server, string folder)
        {
            await using var running = await server.StartAsync(folder, run.Stop).ConfigureAwait(false);
            return Stopwatch.GetTimestamp();
        }
    }
}
