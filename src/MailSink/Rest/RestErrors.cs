using System.Text.Json;
using MailSink.Messages.Projection;
using MailSink.Storage.Writer;
using Microsoft.Data.Sqlite;

namespace MailSink.Rest;

/// <summary>
/// Gives every error below <c>/rest</c> the one envelope, wherever it arose: routing (404, 405, 415), Kestrel (413), JSON (400), or
/// a fault of ours (500, without its inside).
/// </summary>
internal sealed partial class RestErrors(RequestDelegate next, ILogger<RestErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            var problem = bad.InnerException is JsonException json ? Problems.BadBody(Explain(json)) : Problems.ForStatus(bad.StatusCode);
            await problem.ExecuteAsync(context);
            return;
        }
        catch (ProjectionBehindException behind) when (!context.Response.HasStarted)
        {
            await Problems.Unavailable(behind.Message).ExecuteAsync(context);
            return;
        }
        catch (StoreUnavailableException unavailable) when (!context.Response.HasStarted)
        {
            await Problems.Unavailable(unavailable.Message).ExecuteAsync(context);
            return;
        }
        catch (SqliteException storage) when (!context.Response.HasStarted && IsPassing(storage))
        {
            LogFault(storage, context.Request.Method, context.Request.Path);
            await Problems.Unavailable("The storage cannot be read right now.").ExecuteAsync(context);
            return;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            LogFault(fault, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await Problems.ForStatus(500).ExecuteAsync(context);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            await Problems.ForStatus(context.Response.StatusCode).ExecuteAsync(context);
    }

    /// <summary>The position helps; the text of the exception would name our types.</summary>
    public static string Explain(JsonException json) =>
        $"The JSON is not what this call takes, at {json.Path ?? "$"}, line {(json.LineNumber ?? 0) + 1}, octet {(json.BytePositionInLine ?? 0) + 1}.";

    /// <summary>Whether asking again may help: SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_FULL.</summary>
    public static bool IsPassing(SqliteException storage) => storage.SqliteErrorCode is 5 or 6 or 10 or 13;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void LogFault(Exception fault, string method, string path);
}
