using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace MailSink.Pages.Localization;

/// <summary><c>POST /language</c>: keeps the reader's choice in a cookie and goes back to the page.</summary>
internal static class LanguageEndpoint
{
    private const int MaxForm = 16 * 1024;

    public static void MapLanguage(this WebApplication app) =>
        app.MapPost("/language", (Delegate)ChooseAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm)).ExcludeFromDescription();

    private static async Task<Results<RedirectHttpResult, BadRequest>> ChooseAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType) return TypedResults.BadRequest();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Languages.Match(form["language"]) is not { } language) return TypedResults.BadRequest();
        context.Response.Cookies.Append(Languages.Cookie, language, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            IsEssential = true,
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase : "/",
        });
        var back = form["returnUrl"].ToString();
        return TypedResults.Redirect(context.Request.PathBase + (IsLocal(back) ? back : "/"));
    }

    // "//host" and "/\host" are addresses of another server to a browser.
    private static bool IsLocal(string path) =>
        path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl);
}
