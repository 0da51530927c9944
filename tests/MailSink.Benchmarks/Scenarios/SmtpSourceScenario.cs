using System.Diagnostics;
using System.Globalization;
using System.Net;
using MailSink.Benchmarks.Load;
using MailSink.Benchmarks.Report;
using MailSink.Benchmarks.Servers;

namespace MailSink.Benchmarks.Scenarios;

/// <summary>
/// The same with Postfix's own client, lock-step over kept connections: a second opinion on this program's generator. Its octets are
/// the body alone; it adds a few header lines.
/// </summary>
internal sealed class SmtpSourceScenario(string name, int octets) : IScenario
{
    private const int FirstMessages = 5_000;
    private const int MostMessages = 500_000;
    private readonly Dictionary<string, double> _rates = [];

    public string Group => "ingest";

    public string Name => name;

    public async Task<IReadOnlyList<ResultRow>> RunAsync(BenchmarkRun run)
    {
        if (SmtpSink.Find("smtp-source") is { } program)
        {
            return await new Alternation(name, run).RunAsync(null, server => RoundAsync(program, server, run)).ConfigureAwait(false);
        }

        return [new ResultRow(name, "–") { Remark = "smtp-source (Debian: postfix) is not installed" }];
    }

    private async Task<LoadResult> RoundAsync(string program, RunningServer server, BenchmarkRun run)
    {
        // It knows no time limit, only a count: the round before says how many messages fill the time.
        var messages = _rates.TryGetValue(server.Name, out var rate)
            ? (int)Math.Clamp(rate * run.Options.RoundTime.TotalSeconds, 1, MostMessages)
            : FirstMessages;
        var start = Stopwatch.GetTimestamp();
        await using var child = ChildProcess.Start(program, Arguments(server.EndPoint, run.Options.Sessions, messages));
        var exit = await child.WaitAsync(run.Stop).ConfigureAwait(false);
        if (exit != 0) throw new InvalidOperationException($"smtp-source ended with {exit}.{Environment.NewLine}{child.LastLines}");
        var result = new LoadResult(messages, Stopwatch.GetElapsedTime(start), new LatencyHistogram());
        _rates[server.Name] = result.Rate;
        return result;
    }

    private string[] Arguments(IPEndPoint server, int sessions, int messages) =>
    [
        "-d", "-s", sessions.ToString(CultureInfo.InvariantCulture), "-m", messages.ToString(CultureInfo.InvariantCulture),
        "-l", octets.ToString(CultureInfo.InvariantCulture), "-f", "sender@bench.example", "-t", "recipient@bench.example",
        "-M", "load.bench.example", $"inet:{server}",
    ];
}
