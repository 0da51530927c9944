using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace MailSink.Rest;

/// <summary>Reads a body that may be missing. What is there must be whole and wholly understood.</summary>
internal static class JsonBody
{
    /// <returns>The value, null for no body; or what to answer instead.</returns>
    public static async Task<(T? Value, ProblemHttpResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (request.ContentLength is 0 or null && !request.Headers.ContainsKey("Transfer-Encoding")) return (null, null);
        if (!request.HasJsonContentType()) return (null, Problems.ForStatus(StatusCodes.Status415UnsupportedMediaType));
        var options = request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            var value = await JsonSerializer.DeserializeAsync(request.Body, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)), cancellationToken);
            return value is null ? (null, Problems.BadBody("The body is null; an object is expected.")) : (value, null);
        }
        catch (JsonException json)
        {
            return (null, Problems.BadBody(RestErrors.Explain(json)));
        }
    }
}
