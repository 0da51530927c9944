using MailSink.Messages.Projection;
using MailSink.Rest;
using MailSink.Storage.Writer;
using Microsoft.Data.Sqlite;

namespace MailSink.Pages;

/// <summary>Turns what a page throws into a status without a body, for which <c>Failure.cshtml</c> then stands in.</summary>
internal sealed partial class PageFaults(RequestDelegate next, ILogger<PageFaults> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (Exception passing) when (IsPassing(passing) && !context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            LogFault(fault, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    private static bool IsPassing(Exception fault) =>
        fault is ProjectionBehindException or StoreUnavailableException || (fault is SqliteException storage && RestErrors.IsPassing(storage));

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFault(Exception fault, string method, string path);
}
