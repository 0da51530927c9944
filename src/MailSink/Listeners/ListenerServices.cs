using System.Net;
using MailSink.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MailSink.Listeners;

/// <summary>Binds the web side: one port on every address of <see cref="SinkOptions.Bind"/>.</summary>
internal static class ListenerServices
{
    /// <summary>Octets of a request body unless an endpoint raises it: nothing but uploads of mail is large here.</summary>
    private const long MaxRequestBody = 1024 * 1024;

    public static void AddBoundListeners(this IServiceCollection services) => services.AddSingleton<BoundListeners>();

    public static void AddHttpListener(this WebApplicationBuilder builder, SinkOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
            var addresses = BindAddresses.Parse(options.Bind);
            var port = options.HttpPort == 0 ? BindAddresses.FindFreePort(addresses) : options.HttpPort;
            foreach (var address in addresses)
                kestrel.Listen(address, port, static listen => listen.Protocols = HttpProtocols.Http1);
            var bound = kestrel.ApplicationServices.GetRequiredService<BoundListeners>();
            bound.Set(new BoundListener("http", "http", [.. addresses.Select(a => new IPEndPoint(a, port))]));
        });
    }
}
