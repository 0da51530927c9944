using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MailSink.Rest;

/// <summary>Every error the API answers with (RFC 9457), a member each.</summary>
internal static class Problems
{
    private const string Urn = "urn:mailsink:";

    public static ProblemHttpResult BadParameters(IDictionary<string, string[]> errors)
    {
        var (name, messages) = errors.First();
        return Make(400, "bad-parameter", "A parameter is not valid", $"'{name}' {messages[0]}.", errors);
    }

    public static ProblemHttpResult BadParameter(string name, string message) =>
        BadParameters(new Dictionary<string, string[]> { [name] = [message] });

    public static ProblemHttpResult BadBody(string detail) => Make(400, "bad-body", "The body cannot be read", detail);

    public static ProblemHttpResult NothingSelected() => Make(
        400, "nothing-selected", "Nothing is selected",
        "Name what is meant: filters in the query string, a JSON body {\"ids\": […]}, or all=true.");

    public static ProblemHttpResult NotFound(string what, string? id) =>
        Make(404, "not-found", "Not found", id is null ? $"There is no such {what}." : $"There is no {what} '{id}'.");

    public static ProblemHttpResult Conflict(string detail) => Make(409, "conflict", "Conflict", detail);

    public static ProblemHttpResult TooLarge(long limit) => Make(413, "body-too-large", "The body is too large", $"At most {limit} octets are taken here.");

    public static ProblemHttpResult Impossible(string detail) => Make(422, "impossible", "Understood, but impossible", detail);

    /// <summary>The store or what is derived from it is behind; asking again helps.</summary>
    public static IResult Unavailable(string detail) => new RetryLater(Make(503, "unavailable", "Not available right now", detail));

    /// <summary>The answer for a status set without a body: unknown routes, wrong methods, content types nobody takes.</summary>
    public static ProblemHttpResult ForStatus(int status) => status switch
    {
        404 => Make(404, "not-found", "Not found", "There is nothing at this address. /openapi/v1.json lists every call."),
        405 => Make(405, "method-not-allowed", "Method not allowed", "This address does not take this method; see the Allow header."),
        413 => Make(413, "body-too-large", "The body is too large", "The body is longer than this call takes."),
        415 => Make(415, "unsupported-media-type", "Unsupported media type", "This call does not take a body of this Content-Type."),
        >= 500 => Make(status, "fault", "The server failed", "The fault is in the log."),
        _ => Make(status, "bad-request", "The request is not valid", "The request could not be understood."),
    };

    private static ProblemHttpResult Make(int status, string type, string title, string detail, IDictionary<string, string[]>? errors = null)
    {
        var problem = new ProblemDetails { Type = Urn + type, Title = title, Status = status, Detail = detail };
        if (errors is not null) problem.Extensions["errors"] = errors;
        return TypedResults.Problem(problem);
    }

    private sealed class RetryLater(ProblemHttpResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = "1";
            return problem.ExecuteAsync(httpContext);
        }
    }
}
