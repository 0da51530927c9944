using MailSink.Listeners;

namespace MailSink.Configuration;

/// <summary>What the program says when it has started: where to send mail, where to read it, where it is kept.</summary>
internal static class Banner
{
    public static async Task WriteAsync(TextWriter output, SinkApplication sink)
    {
        await output.WriteLineAsync($"MailSink {SinkCommand.Version}");
        var width = sink.Listeners.Max(static l => Label(l).Length) + 1;
        foreach (var listener in sink.Listeners)
        {
            var path = listener.Spec is null ? $"{sink.Options.BasePath}/" : "";
            await output.WriteLineAsync($"{Label(listener).PadRight(width)}{string.Join("  ", listener.Addresses.Select(a => a + path))}");
        }

        await output.WriteLineAsync($"{"Data".PadRight(width)}{sink.DataFile}");
        await output.WriteLineAsync("Press Ctrl+C to stop.");
        await output.FlushAsync();
    }

    private static string Label(BoundListener listener) => listener.Spec is null ? "Web" : listener.Name.ToUpperInvariant();
}
