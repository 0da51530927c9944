using System.Net.Sockets;
using System.Runtime.InteropServices;
using MailSink.Benchmarks;
using MailSink.Benchmarks.Load;
using MailSink.Benchmarks.Report;
using MailSink.Benchmarks.Scenarios;
using MailSink.Benchmarks.SelfTest;
using MailSink.Benchmarks.Servers;

LoadGenerator.UseOneSocketThread();
if (!BenchmarkOptions.TryParse(args, out var options, out var fault))
{
    Console.Error.WriteLine(fault);
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    if (options.Groups.Contains("selftest")) return await GeneratorTest.RunAsync(stop.Token).ConfigureAwait(false);
    if (!OperatingSystem.IsLinux()) return Fail("This program reads /proc and runs on Linux only.");
    return await MeasureAsync().ConfigureAwait(false);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return Fail("Stopped.");
}
catch (Exception failure) when (failure is InvalidOperationException or SmtpRefusedException or IOException or SocketException)
{
    return Fail(failure.Message);
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}

static int Fail(string line)
{
    Console.Error.WriteLine(line);
    return 1;
}

async Task<int> MeasureAsync()
{
    var folder = Directory.CreateDirectory(Path.Combine(options.Folder, $"run-{Environment.ProcessId}")).FullName;
    try
    {
        if (MachineNote.FileSystem(folder) is "tmpfs" or "ramfs") return Fail($"{folder} is in memory, not on a disk: use --folder.");
        if (SmtpSink.Find("smtp-sink") is null) BenchmarkRun.Tell("smtp-sink (Debian: postfix) is not installed: no ratios.");
        var dll = options.ServerDll;
        if (options.WithMailSink) dll ??= await PublishedMailSink.MakeAsync(Path.Combine(folder, "published"), stop.Token).ConfigureAwait(false);
        var mailSink = options.WithMailSink ? new MailSinkServer(dll!) : null;
        var run = new BenchmarkRun(options, folder, mailSink, stop.Token);
        var before = DiskProbe.Run(folder);
        var rows = await RowsAsync(run).ConfigureAwait(false);
        Console.WriteLine(MarkdownTable.Render(rows));
        Console.WriteLine(MachineNote.Render(folder, [before, DiskProbe.Run(folder)], rows));
        return 0;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

async Task<List<ResultRow>> RowsAsync(BenchmarkRun run)
{
    var rows = new List<ResultRow>();
    foreach (var scenario in ScenarioTable.All)
    {
        if (!options.Wants(scenario.Group) || !scenario.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase)) continue;
        BenchmarkRun.Tell($"{scenario.Group}: {scenario.Name}");
        rows.AddRange(await scenario.RunAsync(run).ConfigureAwait(false));
    }

    return rows;
}
