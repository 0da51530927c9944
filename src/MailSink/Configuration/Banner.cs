namespace MailSink.Configuration;

/// <summary>What the program says when it has started: where to send mail, where to read it, where it is kept.</summary>
internal static class Banner
{
    public static async Task WriteAsync(TextWriter output, SinkApplication sink)
    {
        await output.WriteLineAsync($"MailSink {SinkCommand.Version}");
        foreach (var listener in sink.Listeners)
        {
            var path = listener.Protocol == "http" ? $"{sink.Options.BasePath}/" : "";
            var label = listener.Name == "http" ? "Web" : listener.Name.ToUpperInvariant();
            await output.WriteLineAsync($"{label,-6}{string.Join("  ", listener.EndPoints.Select(e => $"{listener.Protocol}://{e}{path}"))}");
        }

        await output.WriteLineAsync($"{"Data",-6}{sink.DataFile}");
        await output.WriteLineAsync("Press Ctrl+C to stop.");
        await output.FlushAsync();
    }
}
