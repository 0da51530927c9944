using MailSink.Rest;

namespace MailSink.Tls;

internal static class TlsServices
{
    public static void AddTls(this IServiceCollection services) => services.AddSingleton<Certificates>();

    /// <summary>The local authority's certificate, for whoever wants to verify the sink.</summary>
    public static void MapTls(this RouteGroupBuilder rest) => rest.MapGet("/tls/ca.pem", AuthorityAsync).WithTags("TLS")
        .Produces<string>(contentType: MediaType).ProducesProblem(404)
        .Documented("getAuthority", "The local certificate authority", "PEM. 404 when the operator gave a certificate of their own.");

    private const string MediaType = "application/x-pem-file";

    private static async Task<IResult> AuthorityAsync(Certificates certificates, CancellationToken cancellationToken) =>
        await certificates.AuthorityPemAsync(cancellationToken) is { } pem
            ? TypedResults.File(System.Text.Encoding.ASCII.GetBytes(pem), MediaType, "mailsink-ca.pem")
            : Problems.NotFound("local authority", "ca.pem");
}
