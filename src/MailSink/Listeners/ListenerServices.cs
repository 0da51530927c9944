using System.Net;
using MailSink.Configuration;
using MailSink.Smtp;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MailSink.Listeners;

/// <summary>Everything that listens: one port each on every address of <see cref="SinkOptions.Bind"/>.</summary>
internal static class ListenerServices
{
    /// <summary>Octets of a request body unless an endpoint raises it: nothing but uploads of mail is large here.</summary>
    private const long MaxRequestBody = 1024 * 1024;

    /// <summary>Adds the SMTP listeners and the web side's. <see cref="BoundListeners"/> says what they got.</summary>
    public static void AddListeners(this WebApplicationBuilder builder, SinkOptions options)
    {
        builder.Services.AddSingleton<BoundListeners>();
        builder.Services.AddSingleton(Engine(options));
        builder.Services.AddSingleton<SmtpConnections>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<SmtpConnections>());
        builder.Services.AddSingleton<IConnectionListenerFactory, PortTransport>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
            var addresses = BindAddresses.Parse(options.Bind);
            if (options.SmtpPort is { } port) ListenSmtp(kestrel, addresses, "smtp", port);
            kestrel.Listen(new PortEndPoint("http", "http", addresses, options.HttpPort), static listen => listen.Protocols = HttpProtocols.Http1);
        });
    }

    private static void ListenSmtp(KestrelServerOptions kestrel, IReadOnlyList<IPAddress> addresses, string name, int port)
    {
        var connections = kestrel.ApplicationServices.GetRequiredService<SmtpConnections>();
        kestrel.Listen(
            new PortEndPoint(name, "smtp", addresses, port),
            listen => listen.Run(connection => connections.ServeAsync(connection, name)));
    }

    private static SmtpOptions Engine(SinkOptions options) => new()
    {
        HostName = options.ServerName,
        MaxMessageSize = options.MaxMessageSize,
        Strict = options.Strict,
        BounceAddresses = options.FaultDomain is not null,
        TellsMailboxes = options.Vrfy == Telling.Known,
        DisabledExtensions = options.Vrfy == Telling.Off ? new HashSet<string> { "VRFY", "EXPN" } : new HashSet<string>(),
        ShowSecrets = options.ShowSecrets,
        SilencedFindings = options.SilencedLint.ToHashSet(),
        Users = LoginSettings.Read(options),
        RequireAuth = options.RequireAuth,
        AuthMechanisms = options.AuthMechanisms,
        AuthLegacyLine = options.AuthLegacyLine,
    };
}
