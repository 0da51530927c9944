using Microsoft.AspNetCore.Http.Connections;

namespace MailSink.Live;

/// <summary>Installs the hub.</summary>
internal static class LiveServices
{
    /// <summary>Octets on their way to one client; a client that does not read stops its own streams here.</summary>
    private const long MostBuffered = 64 * 1024;

    /// <summary>Octets of one call from a client.</summary>
    private const long LongestCall = 4 * 1024;

    public static void AddLive(this IServiceCollection services)
    {
        services.AddSingleton<InboxWatch>();
        services.AddSingleton<SessionsWatch>();
        services.AddSingleton<SessionWatch>();
        services.AddSignalR(static hub =>
        {
            hub.KeepAliveInterval = TimeSpan.FromSeconds(8);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            hub.MaximumReceiveMessageSize = LongestCall;
            hub.MaximumParallelInvocationsPerClient = 8;
        }).AddJsonProtocol(static json => LiveJson.Configure(json.PayloadSerializerOptions));
    }

    public static void MapLive(this WebApplication app) => app.MapHub<LiveHub>("/hubs/live", static connection =>
    {
        connection.TransportMaxBufferSize = MostBuffered;
        connection.ApplicationMaxBufferSize = MostBuffered;
        connection.Transports = HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling;
    });
}
