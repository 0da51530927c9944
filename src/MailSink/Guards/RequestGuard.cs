using MailSink.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MailSink.Guards;

/// <summary>Stands before every endpoint: who is asked (Host), and on whose behalf (Origin, Sec-Fetch-Site).</summary>
internal sealed class RequestGuard(RequestDelegate next, HostGuard hosts)
{
    public Task InvokeAsync(HttpContext context)
    {
        var refusal = Check(context.Request);
        return refusal is null ? next(context) : refusal.ExecuteAsync(context);
    }

    private ProblemHttpResult? Check(HttpRequest request)
    {
        if (!hosts.Allows(request.Host)) return HostNotAllowed(request.Host);

        // There is no CORS: a page of another origin could not read an answer, so whatever it asks for is only harm. This covers
        // WebSocket, server-sent events and the hub's negotiate, all of which carry an Origin, and which SignalR leaves open.
        if (request.Headers.Origin is [{ Length: > 0 } origin, ..] && !hosts.IsOwnOrigin(origin, request.Host)) return ForeignOrigin(origin);

        // A link on another site may lead here; a form on another site may not change anything here.
        var crossSite = request.Headers["Sec-Fetch-Site"] is ["cross-site", ..];
        return crossSite && !IsSafe(request.Method) ? ForeignOrigin("another site") : null;
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static ProblemHttpResult HostNotAllowed(HostString host) => TypedResults.Problem(
        statusCode: StatusCodes.Status400BadRequest,
        type: "urn:mailsink:host-not-allowed",
        title: "Host not allowed",
        detail: $"This server does not answer to the host name \"{host.Value}\". If it is meant to, start it with --allowed-host "
            + $"{(host.HasValue ? host.Host : "NAME")} ({OptionTable.Rows.First(static r => r.Name == "--allowed-host").Variable}).");

    private static ProblemHttpResult ForeignOrigin(string origin) => TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden,
        type: "urn:mailsink:foreign-origin",
        title: "Foreign origin",
        detail: $"This server does not answer requests made by pages of {origin}. Behind a reverse proxy, name its public host with --allowed-host.");
}
