using MailSink.Configuration;
using MailSink.Smtp;
using MailSink.Tls;
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
            foreach (var spec in ListenerPlan.Of(options)) ListenSmtp(kestrel, options, spec);
            kestrel.Listen(
                new PortEndPoint("http", null, BindAddresses.Parse(options.Bind), options.HttpPort),
                static listen => listen.Protocols = HttpProtocols.Http1);
        });
    }

    private static void ListenSmtp(KestrelServerOptions kestrel, SinkOptions options, ListenerSpec spec)
    {
        var services = kestrel.ApplicationServices;
        var connections = services.GetRequiredService<SmtpConnections>();
        var listener = new MailListener(spec, services.GetRequiredService<SmtpOptions>().For(spec, options, services.GetRequiredService<Certificates>()));
        kestrel.Listen(
            new PortEndPoint(spec.Name, spec, ListenerPlan.AddressesOf(spec, options), spec.Port),
            listen => listen.Run(connection => connections.ServeAsync(connection, listener)));
    }

    /// <summary>The engine's knobs on one listener.</summary>
    private static SmtpOptions For(this SmtpOptions common, ListenerSpec spec, SinkOptions options, Certificates certificates) => common with
    {
        IsLmtp = spec.IsLmtp,
        // A port that wants TLS or a login is one for submission (RFC 6409, RFC 8314); the plain one is any server's.
        IsSubmission = !spec.IsLmtp && (spec.Tls != ListenerTls.None || spec.RequireAuth),
        Strict = spec.Strict ?? options.Strict,
        RequireAuth = common.RequireAuth || spec.RequireAuth,
        OriginFrom = spec.XClient ? ListenerPlan.TrustedBy(options) : [],
        Tls = spec.Tls == ListenerTls.None ? null : new TlsSettings
        {
            Mode = spec.Tls == ListenerTls.Implicit ? TlsMode.Implicit : TlsMode.StartTls,
            Required = spec.RequireTls,
            Certificate = certificates.ServerAsync,
            ClientTrust = certificates.ClientTrust,
        },
    };

    private static SmtpOptions Engine(SinkOptions options) => new()
    {
        HostName = options.ServerName,
        MaxMessageSize = options.MaxMessageSize,
        Strict = options.Strict,
        BareNewlines = options.BareNewlines,
        SilentLastWithoutRecipient = options.LmtpSilentLast,
        BounceAddresses = options.FaultDomain is not null,
        TellsMailboxes = options.Vrfy == Telling.Known,
        DisabledExtensions = options.DisabledExtensions.Concat(options.Vrfy == Telling.Off ? ["VRFY", "EXPN"] : []).ToHashSet(),
        EnabledExtensions = options.EnabledExtensions.ToHashSet(),
        MaxMails = options.MaxMails,
        MaxRecipients = options.MaxRecipients,
        MaxRecipientDomains = options.MaxRecipientDomains,
        RefusedSolicitations = options.RefusedSolicitations,
        ShowSecrets = options.ShowSecrets,
        SilencedFindings = options.SilencedLint.ToHashSet(),
        Users = LoginSettings.Read(options),
        RequireAuth = options.RequireAuth,
        AuthMechanisms = options.AuthMechanisms,
        AuthLegacyLine = options.AuthLegacyLine,
    };
}
