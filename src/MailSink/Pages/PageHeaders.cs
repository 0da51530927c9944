namespace MailSink.Pages;

/// <summary>The headers that protect the pages; they replace those that every other answer carries.</summary>
internal sealed class PageHeaders(RequestDelegate next)
{
    // Nothing inline, nothing from elsewhere, nothing that turns text into markup: whatever a mail says stays text.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
        "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        // Not "no-referrer": that would also blank the Origin of the language form, and the guard would refuse it.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return next(context);
    }
}
