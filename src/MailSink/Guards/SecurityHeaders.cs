namespace MailSink.Guards;

/// <summary>Headers every response carries. Pages bring a Content-Security-Policy of their own; whatever brings none may do nothing.</summary>
internal static class SecurityHeaders
{
    private const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        // At the last moment, because a response that turns into an error on its way is cleared.
        context.Response.OnStarting(static response => AddMissing((HttpResponse)response), context.Response);
        return next(context);
    }

    private static Task AddMissing(HttpResponse response)
    {
        response.Headers.TryAdd("X-Content-Type-Options", "nosniff");
        response.Headers.TryAdd("Referrer-Policy", "no-referrer");
        response.Headers.TryAdd("Content-Security-Policy", NothingAllowed);
        return Task.CompletedTask;
    }
}
