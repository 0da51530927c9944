using System.Diagnostics;
using MailSink.Benchmarks.Load;
using MailSink.Benchmarks.Report;
using MailSink.Benchmarks.Servers;

namespace MailSink.Benchmarks.Scenarios;

/// <summary>How long a client waits from connect() to the greeting, one client at a time.</summary>
internal sealed class ConnectScenario : IScenario
{
    private const int Connections = 400;
    private static readonly byte[] _quit = RenderedMessage.Octets("QUIT\r\n");

    public string Group => "connect";

    public string Name => "connect to 220";

    public async Task<IReadOnlyList<ResultRow>> RunAsync(BenchmarkRun run)
    {
        var rows = new List<ResultRow>();
        foreach (var kind in run.Servers)
        {
            await using var server = await kind.StartAsync(run.NewFolder(), run.Stop).ConfigureAwait(false);
            await MeasureAsync(server, run.Stop).ConfigureAwait(false);
            var times = await MeasureAsync(server, run.Stop).ConfigureAwait(false);
            var (p50, p99) = (times.Quantile(0.5), times.Quantile(0.99));
            BenchmarkRun.Tell($"    {server.Name}: p50 {MarkdownTable.Time(p50)}, p99 {MarkdownTable.Time(p99)}");
            rows.Add(new ResultRow(Name, server.Name) { P50 = p50, P99 = p99, Remark = "time from connect() to 220" });
        }

        return rows;
    }

    private static async Task<LatencyHistogram> MeasureAsync(RunningServer server, CancellationToken stop)
    {
        var times = new LatencyHistogram();
        for (var i = 0; i < Connections; i++)
        {
            using var connection = new SmtpConnection();
            var from = Stopwatch.GetTimestamp();
            await connection.OpenAsync(server.EndPoint, stop).ConfigureAwait(false);
            times.Record(from, connection.TimedAt);
            await connection.SendAsync(_quit, stop).ConfigureAwait(false);
            await connection.ExpectAsync(1, 1, stop).ConfigureAwait(false);
        }

        return times;
    }
}
