using MailSink.Benchmarks.Load;

namespace MailSink.Benchmarks.SelfTest;

/// <summary>Does the generator send what it says it sends, and count what it sent?</summary>
internal static class GeneratorTest
{
    private static readonly int[] _sizes = [512, 1024, 16 * 1024, (32 * 1024) + 1, 100 * 1024];

    /// <returns>Exit code: 0 when every mode and size agrees with what the listener saw.</returns>
    public static async Task<int> RunAsync(CancellationToken stop)
    {
        var faults = 0;
        foreach (var mode in Enum.GetValues<LoadMode>())
        {
            foreach (var size in _sizes) faults += await RunAsync(new LoadShape(mode, size, 7), stop).ConfigureAwait(false) ? 0 : 1;
        }

        Console.WriteLine(faults == 0 ? "The generator counts right." : $"{faults} of the generator's counts are wrong.");
        return faults == 0 ? 0 : 1;
    }

    private static async Task<bool> RunAsync(LoadShape shape, CancellationToken stop)
    {
        using var listener = new DiscardingListener();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var serving = listener.ServeAsync(enough.Token);
        var result = await LoadGenerator.RunAsync(listener.EndPoint, shape, new LoadLimit(TimeSpan.FromSeconds(30), 100), stop).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        await serving.ConfigureAwait(false);
        var right = result.Messages >= 100
            && listener.Messages == result.Messages
            && listener.Subjects.Count == result.Messages
            && listener.Octets == result.Messages * shape.Octets
            && result.Acknowledgement.Count == result.Messages;
        Console.WriteLine($"{(right ? "ok   " : "WRONG")} {shape.Mode} {shape.Octets}: sent {result.Messages}, received {listener.Messages}, " +
            $"different {listener.Subjects.Count}, octets {listener.Octets}");
        return right;
    }
}
