namespace MailSink.Guards;

/// <summary>Installs the guards in front of every endpoint.</summary>
internal static class GuardMiddleware
{
    public static void UseGuards(this WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
    }
}
