using MailSink.Configuration;
using MailSink.Inboxes;
using MailSink.Messages;
using MailSink.Messages.Preview;
using MailSink.Reference;
using MailSink.Sessions;
using MailSink.Tls;

namespace MailSink.Rest;

/// <summary>Installs the API.</summary>
internal static class RestServices
{
    /// <summary>Adds what the API needs beyond the readers.</summary>
    public static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.AddSingleton<PreviewTokens>();
        services.ConfigureHttpJsonOptions(static json => RestJson.Configure(json.SerializerOptions));
        // A body that cannot be read is an exception, so that the envelope can say where it went wrong.
        services.Configure<RouteHandlerOptions>(static routes => routes.ThrowOnBadRequest = true);
        services.AddRestDocument();
        return services;
    }

    /// <summary>Maps every endpoint below <c>/rest/v1</c>, its document, and the two health checks.</summary>
    public static void MapRest(this WebApplication app)
    {
        app.UseWhen(static context => context.Request.Path.StartsWithSegments("/rest"), static rest => rest.UseMiddleware<RestErrors>());
        var group = app.MapGroup("/rest/v1").AddEndpointFilter(QueryValidation.CheckAsync).WithMetadata(MaxBody.Nothing).ProducesProblem(400).ProducesProblem(503);
        group.MapMessages(app.Services.GetRequiredService<SinkOptions>());
        group.MapSessions();
        group.MapInboxes();
        group.MapReference();
        group.MapInfo();
        group.MapTls();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").WithMetadata(MaxBody.Nothing);
    }
}
