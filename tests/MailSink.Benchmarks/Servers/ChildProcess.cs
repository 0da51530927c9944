using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using MailSink.Benchmarks.Load;

namespace MailSink.Benchmarks.Servers;

/// <summary>A program this run started, and the only kind it ever ends.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lastLines = new();

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines it printed, for a report of what went wrong.</summary>
    public string LastLines => string.Join(Environment.NewLine, _lastLines);

    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static ChildProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        LoadGenerator.Forget(start.Environment);
        // The caller's own settings of MailSink must not reach the one that is measured.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MAILSINK_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Waits for its own end and gives its exit code.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, and ends it when it does not within ten seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _ = Signal(_process.Id, Sigterm);
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);

    private void Keep(string? line)
    {
        if (line is null) return;
        _lastLines.Enqueue(line);
        if (_lastLines.Count > 20) _lastLines.TryDequeue(out _);
    }
}
