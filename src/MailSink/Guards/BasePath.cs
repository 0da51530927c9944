namespace MailSink.Guards;

/// <summary>
/// Lives below <c>--base-path</c>. Proxies differ in whether they cut the path off before they pass a request on; both work, and
/// links carry the base path either way.
/// </summary>
internal sealed class BasePath(RequestDelegate next, string basePath)
{
    private readonly PathString prefix = new(basePath);

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(prefix, out var rest)) context.Request.Path = rest;
        context.Request.PathBase = prefix;
        return next(context);
    }
}
