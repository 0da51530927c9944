using System.Net;
using MailSink.Listeners;

namespace MailSink.Configuration;

/// <summary><c>mailsink health</c>: for a container's health check, which has no curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks <c>/readyz</c> of the instance that was started with these options.</summary>
    /// <returns>0 when it can take mail, else 1.</returns>
    public static async Task<int> RunAsync(SinkOptions options)
    {
        var address = Address(options);
        if (options.HttpPort == 0)
        {
            await Console.Error.WriteLineAsync("mailsink: which instance? Its port was any free one; say which with --http-port N.");
            return 1;
        }

        try
        {
            // No proxy: HTTP_PROXY is set in many containers, and the instance is here.
            using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
            using var client = new HttpClient(handler) { Timeout = Patience };
            using var response = await client.GetAsync(address);
            await Console.Out.WriteLineAsync(response.IsSuccessStatusCode ? "healthy" : $"unhealthy: {address} says {(int)response.StatusCode}");
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"mailsink: {address} does not answer: {e.Message}");
            return 1;
        }
    }

    /// <summary>Where to ask.</summary>
    internal static Uri Address(SinkOptions options)
    {
        var bind = BindAddresses.Reachable(IPAddress.Parse(options.Bind[0]));
        return new Uri($"http://{new IPEndPoint(bind, options.HttpPort)}{options.BasePath}/readyz");
    }
}
