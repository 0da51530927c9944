using MailSink.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace MailSink.Guards;

/// <summary>Installs the guards in front of every endpoint.</summary>
internal static class GuardServices
{
    public static void AddGuards(this IServiceCollection services, SinkOptions options)
    {
        services.AddSingleton<HostGuard>();
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.All;
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in options.TrustedProxies) forwarded.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>Must come first: what follows sees the request as the browser made it, or not at all.</summary>
    public static void UseGuards(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<SinkOptions>();
        if (options.TrustedProxies.Count > 0) app.UseForwardedHeaders();
        if (options.BasePath.Length > 0) app.UseMiddleware<BasePath>(options.BasePath);
        app.Use(SecurityHeaders.ApplyAsync);
        app.UseMiddleware<RequestGuard>();

        // Said aloud, because ASP.NET would otherwise route before the base path is cut off.
        app.UseRouting();
        app.Use(BodyLimit.ApplyAsync);
    }
}
