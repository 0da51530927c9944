using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MailSink.Guards;

/// <summary>
/// Refuses a body over the endpoint's limit before anything runs, also where the endpoint would never have read it. Kestrel
/// itself cuts off a body of unannounced length.
/// </summary>
internal static class BodyLimit
{
    private const long DrainedOctets = 8 * 1024 * 1024;

    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        var feature = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        return context.Request.ContentLength > feature?.MaxRequestBodySize
            ? RefuseAsync(context, feature, feature.MaxRequestBodySize.Value)
            : next(context);
    }

    /// <summary>
    /// Many clients read no answer before they have sent everything, and find the connection reset. A body that is not absurd is
    /// therefore read to its end and forgotten.
    /// </summary>
    private static async Task RefuseAsync(HttpContext context, IHttpMaxRequestBodySizeFeature feature, long limit)
    {
        if (context.Request.ContentLength <= limit + DrainedOctets && !feature.IsReadOnly)
        {
            feature.MaxRequestBodySize = null;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        else
        {
            context.Response.Headers.Connection = "close";
        }

        await Refusal(context, limit).ExecuteAsync(context);
    }

    private static ProblemHttpResult Refusal(HttpContext context, long limit) => TypedResults.Problem(
        statusCode: StatusCodes.Status413PayloadTooLarge,
        type: "urn:mailsink:body-too-large",
        title: "Body too large",
        detail: string.Create(CultureInfo.InvariantCulture, $"{context.Request.Path} takes at most {limit} octets."));
}
