using Microsoft.AspNetCore.Http.Metadata;

namespace MailSink.Rest;

/// <summary>Metadata of an endpoint: octets of a request's body it takes. Routing hands it to Kestrel and to the guards.</summary>
internal sealed class MaxBody(long? octets) : IRequestSizeLimitMetadata
{
    /// <summary>For calls that take no body: room for clients that send an empty JSON object all the same.</summary>
    public static readonly MaxBody Nothing = new(1024);

    /// <summary>For JSON that selects or describes something.</summary>
    public static readonly MaxBody Json = new(1024 * 1024);

    public long? MaxRequestBodySize => octets;
}
