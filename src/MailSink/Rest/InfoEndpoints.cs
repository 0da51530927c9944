using System.Reflection;
using MailSink.Configuration;
using MailSink.Listeners;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Writer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MailSink.Rest;

/// <summary>What runs here.</summary>
public sealed record InfoDto(
    string Name, string Version, IReadOnlyList<ListenerDto> Listeners, IReadOnlyList<string> Extensions, LimitsDto Limits, RetentionDto Retention,
    StorageDto Storage);

/// <param name="Name"><c>smtp</c>, <c>http</c> and so on; a session's <c>listener</c> is this.</param>
/// <param name="Protocol"><c>smtp</c> or <c>http</c>.</param>
/// <param name="Addresses">What it is bound to.</param>
/// <param name="Port">The port it really got.</param>
public sealed record ListenerDto(string Name, string Protocol, IReadOnlyList<string> Addresses, int Port);

/// <param name="MaxMessageSize">Octets, 0 = unlimited.</param>
/// <param name="MaxConnections">At once, 0 = unlimited.</param>
/// <param name="MaxConnectionsPerAddress">At once, 0 = unlimited.</param>
public sealed record LimitsDto(long MaxMessageSize, int MaxConnections, int MaxConnectionsPerAddress);

/// <param name="AgeSeconds">0 = unlimited.</param>
/// <param name="Octets">0 = unlimited.</param>
/// <param name="Messages">0 = unlimited.</param>
/// <param name="MinAgeSeconds">Nothing younger is removed to make room.</param>
/// <param name="SessionAgeSeconds">Of sessions that brought no mail; 0 = unlimited.</param>
public sealed record RetentionDto(double AgeSeconds, long Octets, long Messages, double MinAgeSeconds, double SessionAgeSeconds);

/// <param name="DataFolder">Where everything is kept.</param>
/// <param name="Temporary">It is removed at exit.</param>
/// <param name="Messages">Stored now.</param>
/// <param name="Octets">Of their content.</param>
/// <param name="Writable">Mail can be taken.</param>
public sealed record StorageDto(string DataFolder, bool Temporary, long Messages, long Octets, bool Writable);

/// <summary>Whether the process lives, or can take mail.</summary>
public sealed record HealthDto(string Status);

internal static class InfoEndpoints
{
    public static void MapInfo(this RouteGroupBuilder rest) => rest.MapGet("/info", Info).WithTags("Info")
        .Documented("getInfo", "What runs here", "Version, bound ports, extensions, limits, retention and storage.");

    /// <summary>For orchestrators, which ask at the root.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", static () => TypedResults.Ok(new HealthDto("ok"))).WithMetadata(MaxBody.Nothing).WithTags("Health")
            .Documented("getHealth", "Does the process live?", "Always 200 while it can answer.");
        app.MapGet("/readyz", Ready).WithMetadata(MaxBody.Nothing).WithTags("Health").ProducesProblem(503)
            .Documented("getReadiness", "Can it take mail?", "200 when the storage is writable and every listener is bound, else 503.");
    }

    private static Ok<InfoDto> Info(SinkOptions options, BoundListeners listeners, StoreWriter writer, DataFolder folder) => TypedResults.Ok(new InfoDto(
        "MailSink",
        typeof(InfoEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
        [.. listeners.All.Select(l => new ListenerDto(l.Name, l.Protocol, [.. l.EndPoints.Select(e => e.Address.ToString())], l.Port))],
        [.. ExtensionTable.Rows.Select(e => e.Keyword)],
        new LimitsDto(options.MaxMessageSize, options.MaxConnections, options.MaxConnectionsPerAddress),
        new RetentionDto(
            options.RetentionAge.TotalSeconds, options.RetentionSize, options.RetentionCount, options.RetentionMinAge.TotalSeconds,
            options.RetentionSessions.TotalSeconds),
        new StorageDto(folder.Path, folder.IsTemporary, writer.State.Live, writer.State.Octets, writer.IsWritable)));

    private static IResult Ready(SinkOptions options, BoundListeners listeners, StoreWriter writer)
    {
        if (!writer.IsWritable) return Problems.Unavailable("The storage cannot be written.");
        var isBound = listeners.Find("http") is not null && (options.SmtpPort is null || listeners.Find("smtp") is not null);
        return isBound ? TypedResults.Ok(new HealthDto("ready")) : Problems.Unavailable("A listener is not bound yet.");
    }
}
