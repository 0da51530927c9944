namespace MailSink.Rest;

/// <summary>A body of known length that is written as it is read.</summary>
internal sealed class StreamedContent(string contentType, long length, Func<Stream, CancellationToken, Task> write) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = contentType;
        httpContext.Response.ContentLength = length;
        return write(httpContext.Response.Body, httpContext.RequestAborted);
    }
}
