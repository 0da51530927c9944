using System.Diagnostics;
using System.Net;

namespace MailSink.Benchmarks.Load;

/// <summary>
/// Runs rounds of load. It shares the machine with the server it measures, so it has to be cheap: octets are rendered beforehand,
/// replies are counted and not parsed, and all sessions run on one socket thread without a hop (<see cref="UseOneSocketThread"/>).
/// </summary>
internal static class LoadGenerator
{
    private static readonly string[] _socketVariables =
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"];

    /// <summary>Must be called before the first socket of the process. Child processes must not inherit it.</summary>
    public static void UseOneSocketThread()
    {
        foreach (var variable in _socketVariables) Environment.SetEnvironmentVariable(variable, "1");
    }

    /// <summary>Takes out of a child's environment what <see cref="UseOneSocketThread"/> put there.</summary>
    public static void Forget(IDictionary<string, string?> environment)
    {
        foreach (var variable in _socketVariables) environment.Remove(variable);
    }

    /// <summary>Opens all sessions, then lets them send until the limit.</summary>
    /// <exception cref="SmtpRefusedException">The server refused something.</exception>
    public static async Task<LoadResult> RunAsync(IPEndPoint server, LoadShape shape, LoadLimit limit, CancellationToken cancellationToken)
    {
        var budget = new LoadBudget(limit);
        var mail = new SampleMail(shape.Octets);
        var sessions = Enumerable.Range(1, shape.Sessions).Select(n => new LoadSession(n, server, shape, mail, budget)).ToList();
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await AllAsync(sessions, s => s.OpenAsync(failed.Token), failed).ConfigureAwait(false);
            var start = budget.Start();
            await AllAsync(sessions, s => s.RunAsync(failed.Token), failed).ConfigureAwait(false);
            var all = new LatencyHistogram();
            foreach (var session in sessions) all.Add(session.Acknowledgement);
            return new LoadResult(all.Count, Stopwatch.GetElapsedTime(start, sessions.Max(s => s.LastAt)), all);
        }
        finally
        {
            foreach (var session in sessions) session.Dispose();
        }
    }

    /// <summary>Runs all and, when one fails, ends the others at once: the failure is what is thrown.</summary>
    private static async Task AllAsync(List<LoadSession> sessions, Func<LoadSession, Task> run, CancellationTokenSource failed)
    {
        Exception? first = null;
        await Task.WhenAll(sessions.Select(GuardedAsync)).ConfigureAwait(false);
        await Task.Yield(); // Off the socket thread: what follows may block, and a blocked socket thread is a blocked generator.
        if (first is not null) throw first;

        async Task GuardedAsync(LoadSession session)
        {
            try
            {
                await run(session).ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                if (Interlocked.CompareExchange(ref first, fault, null) is null) await failed.CancelAsync().ConfigureAwait(false);
            }
        }
    }
}
