namespace MailSink.Configuration;

/// <summary>The command line.</summary>
internal static class SinkCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        _ = args;
        await using var sink = await SinkApplication.StartAsync(new SinkOptions());
        Console.WriteLine($"Web   {sink.HttpAddress}");
        await sink.WaitForShutdownAsync();
        return 0;
    }
}
