using MailSink.Benchmarks.Load;
using MailSink.Benchmarks.Report;
using MailSink.Benchmarks.Servers;

namespace MailSink.Benchmarks.Scenarios;

/// <summary>
/// One message of 1 GiB while four sessions go on sending small ones: what memory does it cost, and how long do the others wait for
/// their acknowledgements meanwhile?
/// </summary>
/// <param name="mode"><see cref="LoadMode.LockStep"/> sends it by DATA, <see cref="LoadMode.Bdat"/> as one chunk.</param>
internal sealed class LargeMessageScenario(LoadMode mode) : IScenario
{
    private const int LargeOctets = 1024 * 1024 * 1024;
    private const long Unlimited = long.MaxValue;
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);
    private static readonly LoadShape _small = new(LoadMode.LockStep, 1024, 4);

    public string Group => "large";

    public string Name => mode == LoadMode.Bdat ? "1 GiB by BDAT" : "1 GiB by DATA";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(BenchmarkRun run)
    {
        var rows = new List<ResultRow>();
        foreach (var kind in run.Servers)
        {
            var server = kind is MailSinkServer mailSink ? mailSink.With("--max-message-size", "0") : kind;
            rows.Add(await RunAsync(server, run).ConfigureAwait(false));
        }

        return rows;
    }

    private async Task<ResultRow> RunAsync(ServerKind kind, BenchmarkRun run)
    {
        await using var server = await kind.StartAsync(run.NewFolder(), run.Stop).ConfigureAwait(false);
        if (mode == LoadMode.Bdat && !await Greeting.OffersAsync(server.EndPoint, "CHUNKING", run.Stop).ConfigureAwait(false))
        {
            return new ResultRow(Name, server.Name) { Remark = "not offered" };
        }

        var alone = await SmallAsync(server, new LoadLimit(run.Options.RoundTime, Unlimited), run.Stop).ConfigureAwait(false);
        await Quiet.AwaitAsync(server.ProcessId, run.Stop).ConfigureAwait(false);
        var (added, rate) = await AddedMemoryAsync(server, run.Stop).ConfigureAwait(false);
        var meanwhile = await MeanwhileAsync(server, run.Stop).ConfigureAwait(false);
        return new ResultRow(Name, server.Name)
        {
            Rates = [meanwhile.Rate],
            P50 = meanwhile.Acknowledgement.Quantile(0.5),
            P99 = meanwhile.Acknowledgement.Quantile(0.99),
            Memory = added,
            Remark = $"{rate:0} MiB/s; memory: what it added when sent alone; rate, p50, p99: 4 other sessions during a second one " +
                $"(longest {MarkdownTable.Time(meanwhile.Acknowledgement.Max)}; undisturbed {alone.Rate:0}/s, " +
                $"p99 {MarkdownTable.Time(alone.Acknowledgement.Quantile(0.99))})",
        };
    }

    /// <summary>
    /// Sends the large message alone, so that the peak is its doing and not that of garbage the small ones leave, and waits until the
    /// server has read it, too.
    /// </summary>
    private async Task<(long? Octets, double MebibytesPerSecond)> AddedMemoryAsync(RunningServer server, CancellationToken stop)
    {
        var before = 0L;
        if (server.ProcessId is { } id)
        {
            ProcessFigures.ForgetPeak(id);
            before = ProcessFigures.Memory(id);
        }

        var large = await LargeAsync(server, stop).ConfigureAwait(false);
        await Quiet.AwaitAsync(server.ProcessId, stop).ConfigureAwait(false);
        long? added = server.ProcessId is { } known ? ProcessFigures.PeakMemory(known) - before : null;
        return (added, large.Rate * LargeOctets / (1024 * 1024));
    }

    /// <summary>Sends a large message, and small ones from before its beginning until after its end.</summary>
    /// <returns>What became of the small ones.</returns>
    private async Task<LoadResult> MeanwhileAsync(RunningServer server, CancellationToken stop)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var small = SmallAsync(server, new LoadLimit(_longest, Unlimited, done.Token), stop);
        await LargeAsync(server, stop).ConfigureAwait(false);
        await done.CancelAsync().ConfigureAwait(false);
        return await small.ConfigureAwait(false);
    }

    private async Task<LoadResult> LargeAsync(RunningServer server, CancellationToken stop)
    {
        var shape = new LoadShape(mode, LargeOctets, 1);
        var large = await LoadGenerator.RunAsync(server.EndPoint, shape, new LoadLimit(TimeSpan.Zero, 1), stop).ConfigureAwait(false);
        BenchmarkRun.Tell($"    {server.Name}: 1 GiB in {MarkdownTable.Time(large.Elapsed)}");
        return large;
    }

    private static Task<LoadResult> SmallAsync(RunningServer server, LoadLimit limit, CancellationToken stop) =>
        LoadGenerator.RunAsync(server.EndPoint, _small, limit, stop);
}
