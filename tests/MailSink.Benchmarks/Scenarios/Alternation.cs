using MailSink.Benchmarks.Load;
using MailSink.Benchmarks.Report;
using MailSink.Benchmarks.Servers;

namespace MailSink.Benchmarks.Scenarios;

/// <summary>
/// Rounds of the same load on several servers, in turn, so that what the machine does besides hits all of them. One round before
/// them warms up and is not counted. After each the server may finish what it had put off, so that this neither disturbs the next
/// one's round nor is forgotten: processor time per message counts it.
/// </summary>
internal sealed class Alternation(string scenario, BenchmarkRun run)
{
    /// <summary>Starts the servers, gives each its rounds, stops them.</summary>
    /// <param name="keyword">What EHLO has to offer for the load to make sense.</param>
    /// <param name="round">One round of load.</param>
    public async Task<IReadOnlyList<ResultRow>> RunAsync(string? keyword, Func<RunningServer, Task<LoadResult>> round)
    {
        var lanes = new List<Lane>();
        try
        {
            foreach (var kind in run.Servers) lanes.Add(await StartAsync(kind, keyword).ConfigureAwait(false));
            for (var number = 0; number <= run.Options.Rounds; number++)
            {
                foreach (var lane in lanes.Where(l => l.Offered)) await lane.RunAsync(round, number > 0, run.Stop).ConfigureAwait(false);
            }

            return Rows(lanes);
        }
        finally
        {
            foreach (var lane in lanes) await lane.Server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<Lane> StartAsync(ServerKind kind, string? keyword)
    {
        var server = await kind.StartAsync(run.NewFolder(), run.Stop).ConfigureAwait(false);
        var offered = keyword is null || await Greeting.OffersAsync(server.EndPoint, keyword, run.Stop).ConfigureAwait(false);
        return new Lane(server, offered);
    }

    private List<ResultRow> Rows(List<Lane> lanes)
    {
        var yardstick = lanes.Find(l => l.Server.Name == "smtp-sink" && l.Offered);
        return [.. lanes.Select(lane => lane.Row(scenario, yardstick))];
    }

    private sealed class Lane(RunningServer server, bool offered)
    {
        private readonly List<double> _rates = [];
        private readonly LatencyHistogram _acknowledgement = new();
        private TimeSpan _processor;
        private TimeSpan _inRounds;
        private TimeSpan _ownInRounds;
        private TimeSpan _elapsed;
        private long _messages;

        public RunningServer Server => server;

        public bool Offered => offered;

        public async Task RunAsync(Func<RunningServer, Task<LoadResult>> round, bool counted, CancellationToken stop)
        {
            var (before, ownBefore) = (ProcessorTime(), Environment.CpuUsage.TotalTime);
            var result = await round(server).ConfigureAwait(false);
            var (atEnd, own) = (ProcessorTime() - before, Environment.CpuUsage.TotalTime - ownBefore);
            BenchmarkRun.Tell($"    {server.Name}: {result.Messages} messages, {result.Rate:#,0}/s{(counted ? "" : " (warm-up)")}");
            await Quiet.AwaitAsync(server.ProcessId, stop).ConfigureAwait(false);
            if (!counted) return;
            _rates.Add(result.Rate);
            _acknowledgement.Add(result.Acknowledgement);
            _processor += ProcessorTime() - before;
            _inRounds += atEnd;
            _ownInRounds += own;
            _elapsed += result.Elapsed;
            _messages += result.Messages;
        }

        public ResultRow Row(string scenario, Lane? yardstick)
        {
            if (!offered) return new ResultRow(scenario, server.Name) { Remark = "not offered" };
            var known = server.ProcessId is not null && _messages > 0;
            return new ResultRow(scenario, server.Name)
            {
                Rates = _rates,
                Ratio = yardstick is null ? null : MarkdownTable.Median(_rates.Zip(yardstick._rates, (own, other) => own / other)),
                P50 = _acknowledgement.Count > 0 ? _acknowledgement.Quantile(0.5) : null,
                P99 = _acknowledgement.Count > 0 ? _acknowledgement.Quantile(0.99) : null,
                Processor = known ? _processor / _messages : null,
                Memory = known ? ProcessFigures.PeakMemory(server.ProcessId!.Value) : null,
                Remark = known ? Use : "",
            };
        }

        private string Use =>
            $"of a processor: server {100 * (_inRounds / _elapsed):0} %, this program {100 * (_ownInRounds / _elapsed):0} %";

        private TimeSpan ProcessorTime() => server.ProcessId is { } id ? ProcessFigures.ProcessorTime(id) : TimeSpan.Zero;
    }
}
