using System.Globalization;
using System.Runtime.InteropServices;
using MailSink.Benchmarks.Load;

namespace MailSink.Benchmarks.Report;

/// <summary>What the figures were taken on, and how steady it was.</summary>
internal static class MachineNote
{
    /// <param name="folder">Where the servers wrote.</param>
    /// <param name="probes">The disk before and after.</param>
    /// <param name="rows">The table, whose widest spread is told.</param>
    public static string Render(string folder, IReadOnlyList<LatencyHistogram> probes, IReadOnlyList<ResultRow> rows)
    {
        var disk = string.Join(", then ", probes.Select(p => string.Create(
            CultureInfo.InvariantCulture, $"p50 {MarkdownTable.Time(p.Quantile(0.5))} p99 {MarkdownTable.Time(p.Quantile(0.99))}")));
        var spreads = rows.Where(r => r.Rates.Count > 1).Select(r => (r.Rates.Max() - r.Rates.Min()) / MarkdownTable.Median(r.Rates));
        var spread = string.Create(CultureInfo.InvariantCulture, $"{spreads.DefaultIfEmpty(0).Max():P0}");
        return string.Create(CultureInfo.InvariantCulture, $"""
            {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC · {Environment.ProcessorCount} × {Processor()} · {RuntimeInformation.OSDescription} · .NET {Environment.Version}
            Servers and load generator share these processors. Data folder on {FileSystem(folder)}.
            Append of 16 KiB with fdatasync: {disk}. Widest spread between a row's rounds (highest − lowest, over the median): {spread}.
            p50 and p99: from the last octet of a message to its 250, unless the remark says otherwise. × smtp-sink: median over the
            rounds. Server CPU/message counts what the server does behind its acknowledgements, until it is quiet.
            """);
    }

    /// <summary>Type of the file system that holds the folder, "ext4".</summary>
    public static string FileSystem(string folder) => new DriveInfo(folder).DriveFormat;

    private static string Processor()
    {
        const string Field = "model name";
        var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
    }
}
