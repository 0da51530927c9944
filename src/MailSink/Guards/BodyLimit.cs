using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace MailSink.Guards;

/// <summary>
/// Refuses a body over the endpoint's limit before anything runs, also where the endpoint would never have read it. Kestrel
/// itself cuts off a body of unannounced length.
/// </summary>
internal static class BodyLimit
{
    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        return context.Request.ContentLength > limit ? RefuseAsync(context, limit.Value) : next(context);
    }

    private static Task RefuseAsync(HttpContext context, long limit) => TypedResults.Problem(
        statusCode: StatusCodes.Status413PayloadTooLarge,
        type: "urn:mailsink:body-too-large",
        title: "Body too large",
        detail: string.Create(CultureInfo.InvariantCulture, $"{context.Request.Path} takes at most {limit} octets.")).ExecuteAsync(context);
}
