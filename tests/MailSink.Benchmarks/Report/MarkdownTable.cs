using System.Globalization;
using System.Text;

namespace MailSink.Benchmarks.Report;

/// <summary>The one table a run prints.</summary>
internal static class MarkdownTable
{
    private const double Mebibyte = 1024 * 1024;
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    public static string Render(IEnumerable<ResultRow> rows)
    {
        var table = new StringBuilder()
            .AppendLine("| scenario | server | messages/s (lowest–highest round) | × smtp-sink | p50 | p99 | server CPU/message | memory | remark |")
            .AppendLine("|---|---|---:|---:|---:|---:|---:|---:|---|");
        foreach (var row in rows)
        {
            table.AppendLine(_culture, $"""
                | {row.Scenario} | {row.Server} | {Rates(row.Rates)} | {row.Ratio?.ToString("0.00", _culture) ?? "–"} | {Time(row.P50)} | {Time(row.P99)} | {Time(row.Processor)} | {Memory(row.Memory)} | {row.Remark} |
                """);
        }

        return table.ToString();
    }

    /// <summary>The middle value; of an even number the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>"850 µs", "3.20 ms", "1.40 s".</summary>
    public static string Time(TimeSpan? time) => time switch
    {
        null => "–",
        { TotalMilliseconds: < 1 } t => t.TotalMicroseconds.ToString(t.TotalMicroseconds < 100 ? "0.0" : "0", _culture) + " µs",
        { TotalSeconds: < 1 } t => t.TotalMilliseconds.ToString(t.TotalMilliseconds < 100 ? "0.00" : "0", _culture) + " ms",
        { } t => t.TotalSeconds.ToString("0.00", _culture) + " s",
    };

    private static string Rates(IReadOnlyList<double> rates) => rates.Count switch
    {
        0 => "–",
        1 => Rate(rates[0]),
        _ => $"{Rate(Median(rates))} ({Rate(rates.Min())}–{Rate(rates.Max())})",
    };

    private static string Rate(double rate) => rate.ToString(rate < 100 ? "0.0" : "#,0", _culture);

    private static string Memory(long? octets) => octets is { } o ? (o / Mebibyte).ToString("0.0", _culture) + " MiB" : "–";
}
