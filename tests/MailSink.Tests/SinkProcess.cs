using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace MailSink.Tests;

/// <summary>The program as its user starts it: <c>dotnet MailSink.dll …</c> in a process of its own, without our environment's settings.</summary>
internal sealed partial class SinkProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SinkProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', output);

    public string Errors => string.Join('\n', errors);

    public int Id => process.Id;

    public int HttpPort => Port(HttpLine());

    public int SmtpPort => Port(SmtpLine());

    /// <summary>Starts it and returns at once.</summary>
    public static SinkProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? program = null)
    {
        // Who runs the tests in the background has SIGINT ignored, and what is ignored is inherited: a terminal's user has not.
        var start = new ProcessStartInfo(OperatingSystem.IsLinux() ? "env" : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var word in (string[])(OperatingSystem.IsLinux() ? ["--default-signal=INT", "dotnet"] : [])) start.ArgumentList.Add(word);
        start.ArgumentList.Add(program ?? Path.Combine(AppContext.BaseDirectory, "MailSink.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(static k => k.StartsWith("MAILSINK_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        return new SinkProcess(start);
    }

    /// <summary>Starts it and waits until it says that it has started.</summary>
    public static async Task<SinkProcess> StartedAsync(params string[] arguments)
    {
        var sink = Start(arguments);
        await sink.StartedAsync();
        return sink;
    }

    /// <summary>Waits until it says that it has started.</summary>
    public async Task StartedAsync()
    {
        var ended = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(started.Task, ended).WaitAsync(Patience, TestContext.Current.CancellationToken) == ended)
            Assert.Fail($"It ended instead of starting: {Errors}");
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var sink = Start(arguments, environment);
        var code = await sink.ExitAsync();
        return (code, sink.Output, sink.Errors);
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Sends a signal such as <c>TERM</c>.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
    }

    private void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is null) return;
        lines.Enqueue(line);
        if (line.StartsWith("Press Ctrl+C", StringComparison.Ordinal)) started.TrySetResult();
    }

    private int Port(Match line) => line.Success
        ? int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"No such line: {Output}");

    private Match HttpLine() => WebPattern.Match(Output);

    private Match SmtpLine() => SmtpPattern.Match(Output);

    [GeneratedRegex(@"^Web\s+http://127\.0\.0\.1:(\d+)/", RegexOptions.Multiline)]
    private static partial Regex WebPattern { get; }

    [GeneratedRegex(@"^SMTP\s+smtp://127\.0\.0\.1:(\d+)", RegexOptions.Multiline)]
    private static partial Regex SmtpPattern { get; }
}
