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
/// <param name="Protocol"><c>smtp</c>, <c>lmtp</c> or <c>http</c>.</param>
/// <param name="Mode"><c>plain</c>, <c>starttls</c>, <c>tls</c> or <c>lmtp</c>; null for <c>http</c>.</param>
/// <param name="Tls"><c>none</c>, <c>starttls</c> or <c>implicit</c>.</param>
/// <param name="Addresses">What it is bound to; empty for a unix socket.</param>
/// <param name="Port">The port it really got; null for a unix socket.</param>
/// <param name="Path">The unix socket's path, else null.</param>
/// <param name="RequireAuth">MAIL needs a login.</param>
/// <param name="RequireTls">Everything needs STARTTLS.</param>
/// <param name="Proxy">Connections begin with a PROXY header.</param>
public sealed record ListenerDto(
    string Name, string Protocol, string? Mode, string Tls, IReadOnlyList<string> Addresses, int? Port, string? Path, bool RequireAuth, bool RequireTls,
    bool Proxy)
{
    internal static ListenerDto Of(BoundListener listener)
    {
        var spec = listener.Spec;
        var tls = spec?.Tls switch { ListenerTls.StartTls => "starttls", ListenerTls.Implicit => "implicit", _ => "none" };
        return new(
            listener.Name, listener.Protocol, spec?.Mode, tls, [.. listener.EndPoints.Select(static e => e.Address.ToString())], listener.Port, spec?.Path,
            spec?.RequireAuth ?? false, spec?.RequireTls ?? false, spec?.Proxy ?? false);
    }
}

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
        app.MapGet("/readyz", Ready).WithMetadata(MaxBody.Nothing).WithTags("Health").Produces<HealthDto>().ProducesProblem(503)
            .Documented("getReadiness", "Can it take mail?", "200 when the storage is writable and every listener is bound, else 503.");
    }

    private static Ok<InfoDto> Info(SinkOptions options, SmtpOptions engine, BoundListeners listeners, StoreWriter writer, DataFolder folder) => TypedResults.Ok(new InfoDto(
        "MailSink",
        typeof(InfoEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
        [.. listeners.All.Select(ListenerDto.Of)],
        [.. ExtensionTable.Rows.Select(e => e.Keyword).Where(keyword => ExtensionTable.IsOffered(engine, keyword))],
        new LimitsDto(options.MaxMessageSize, options.MaxConnections, options.MaxConnectionsPerAddress),
        new RetentionDto(
            options.RetentionAge.TotalSeconds, options.RetentionSize, options.RetentionCount, options.RetentionMinAge.TotalSeconds,
            options.RetentionSessions.TotalSeconds),
        new StorageDto(folder.Path, folder.IsTemporary, writer.State.Live, writer.State.Octets, writer.IsWritable)));

    private static IResult Ready(SinkOptions options, BoundListeners listeners, StoreWriter writer)
    {
        if (!writer.IsWritable) return Problems.Unavailable("The storage cannot be written.");
        var isBound = ListenerPlan.Of(options).Select(static s => s.Name).Append("http").All(name => listeners.Find(name) is not null);
        return isBound ? TypedResults.Ok(new HealthDto("ready")) : Problems.Unavailable("A listener is not bound yet.");
    }
}
