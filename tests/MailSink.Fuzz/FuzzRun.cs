using System.Diagnostics;

namespace MailSink.Fuzz;

/// <summary>Mutates a target's inputs until one fails or time is up. Inputs that make something new happen are kept.</summary>
internal sealed class FuzzRun(FuzzTarget target, int seed)
{
    private const int LargestPool = 4000;

    /// <summary>Far beyond what any input takes, also on a machine that is busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HashSet<int> seen = [];
    private readonly List<byte[]> pool = [];

    /// <summary>Inputs tried so far.</summary>
    public long Count { get; private set; }

    /// <summary>Inputs that made something new happen, the seeds among them.</summary>
    public IReadOnlyList<byte[]> Pool => pool;

    /// <summary>Kinds of outcomes so far.</summary>
    public int Kinds => seen.Count;

    /// <summary>Inputs the target begins with.</summary>
    public static IEnumerable<byte[]> SeedsOf(FuzzTarget target)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Corpus", target.Name);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];
        return [.. target.Seeds, .. files];
    }

    /// <summary>Runs the seeds, then mutations of them.</summary>
    /// <param name="time">For how long.</param>
    /// <param name="most">How many inputs at most.</param>
    /// <returns>The first input that fails, made as small as it gets, and why; or null.</returns>
    public (byte[] Input, string Why)? Run(TimeSpan time, long most = long.MaxValue)
    {
        var mutator = new Mutator(seed, target.Words);
        var watch = Stopwatch.StartNew();
        foreach (var input in SeedsOf(target))
            if (Try(input) is { } why) return (Minimizer.Minimize(input, Fails), why);
        if (pool.Count == 0) pool.Add([]);
        while (watch.Elapsed < time && Count < most)
        {
            var input = mutator.Next(pool);
            if (Try(input) is { } why) return (Minimizer.Minimize(input, Fails), why);
        }

        return null;
    }

    /// <summary>Why an input fails, or null.</summary>
    public static string? Check(FuzzTarget target, byte[] input, out int kind)
    {
        var outcome = 0;
        Exception? failure = null;
        var run = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    outcome = target.Run(input);
                }
#pragma warning disable CA1031 // Whatever an input can make it throw is what is looked for.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    failure = e;
                }
            },
            CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);
        var ended = run.Wait(Patience);
        kind = outcome;
        if (!ended) return "it does not end";
        return failure is FuzzFailure ? failure.Message : failure?.ToString();
    }

    private string? Try(byte[] input)
    {
        Count++;
        if (Check(target, input, out var kind) is { } why) return why;
        if (seen.Add(kind) && pool.Count < LargestPool) pool.Add(input);
        return null;
    }

    private bool Fails(byte[] input) => Check(target, input, out _) is not null;
}
