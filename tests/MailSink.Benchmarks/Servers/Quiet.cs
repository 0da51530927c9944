using System.Diagnostics;

namespace MailSink.Benchmarks.Servers;

/// <summary>Waits until a server has finished what it does behind its acknowledgements.</summary>
internal static class Quiet
{
    private const double QuietShare = 0.05;
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits until the process uses less than a twentieth of a processor, a minute at most.</summary>
    /// <param name="process">Null for a peer: nothing is known of it and nothing is waited for.</param>
    /// <param name="stop">Ends the run.</param>
    public static async Task AwaitAsync(int? process, CancellationToken stop)
    {
        if (process is not { } id) return;
        var began = Stopwatch.GetTimestamp();
        var used = ProcessFigures.ProcessorTime(id);
        while (Stopwatch.GetElapsedTime(began) < _patience)
        {
            await Task.Delay(_look, stop).ConfigureAwait(false);
            var now = ProcessFigures.ProcessorTime(id);
            if (now - used < QuietShare * _look) return;
            used = now;
        }
    }
}
