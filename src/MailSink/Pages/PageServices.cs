using System.Text.Encodings.Web;
using System.Text.Unicode;
using MailSink.Pages.Localization;
using MailSink.Pages.Shell;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.WebEncoders;

namespace MailSink.Pages;

/// <summary>Installs the pages, their languages and their static files.</summary>
internal static class PageServices
{
    /// <summary>Who asks here reads statuses, not pages.</summary>
    private static readonly PathString[] s_forPrograms = ["/rest", "/hubs", "/openapi", "/healthz", "/readyz"];

    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(static pages =>
        {
            pages.Conventions.AddPageRoute("/Inbox", "");
            // Guards refuse foreign origins for every unsafe method; a token per form would need keys kept on disk.
            pages.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute());
        });
        services.AddHttpContextAccessor();
        services.AddSingleton<Texts>();
        services.AddScoped<ShellFacts>();
        services.Configure<WebEncoderOptions>(static web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RequestLocalizationOptions>(static localization =>
        {
            localization.AddSupportedCultures(Languages.English, Languages.Chinese);
            localization.AddSupportedUICultures(Languages.English, Languages.Chinese);
            localization.DefaultRequestCulture = new RequestCulture(Languages.English);
            localization.RequestCultureProviders = [new Languages()];
        });
    }

    /// <summary>Behind routing, before the endpoints: headers and language of pages, and the page that tells of a failure.</summary>
    public static void UsePages(this WebApplication app)
    {
        // Not inside UseWhen: a branch cannot route again, and the page of the failure is found by its route.
        app.UseStatusCodePagesWithReExecute("/failure");
        app.UseWhen(IsForPrograms, static programs => programs.Use(WithoutPageAsync));
        app.UseWhen(static context => !IsForPrograms(context), static pages => pages.UseMiddleware<PageFaults>());
        app.UseWhen(
            static context => context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null,
            static pages => pages.UseMiddleware<PageHeaders>().UseRequestLocalization());
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        app.MapLanguage();
    }

    private static bool IsForPrograms(HttpContext context) => s_forPrograms.Any(prefix => context.Request.Path.StartsWithSegments(prefix));

    private static Task WithoutPageAsync(HttpContext context, RequestDelegate next)
    {
        context.Features.GetRequiredFeature<IStatusCodePagesFeature>().Enabled = false;
        return next(context);
    }
}
