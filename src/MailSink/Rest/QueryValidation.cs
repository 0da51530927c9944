namespace MailSink.Rest;

/// <summary>
/// Refuses a query string that is not entirely understood, before the endpoint reads or deletes anything: an unknown parameter, one
/// given twice, an empty value (<c>?inbox=$UNSET</c> must not select every message), a value it cannot have.
/// </summary>
internal static class QueryValidation
{
    /// <summary>Declares what an endpoint takes in its query string.</summary>
    public static RouteHandlerBuilder Accepting(this RouteHandlerBuilder endpoint, params IEnumerable<QueryParameter>[] parameters) =>
        endpoint.WithMetadata(new AcceptedQuery([.. parameters.SelectMany(p => p)]));

    /// <summary>The filter that all endpoints of the API run behind.</summary>
    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var accepted = http.GetEndpoint()?.Metadata.GetMetadata<AcceptedQuery>() ?? AcceptedQuery.None;
        var errors = Errors(http.Request.Query, accepted);
        return errors.Count == 0 ? await next(context) : Problems.BadParameters(errors);
    }

    internal static Dictionary<string, string[]> Errors(IQueryCollection query, AcceptedQuery accepted)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, values) in query)
        {
            // Names are compared as they stand in the contract, although ASP.NET would find them in any case.
            var parameter = accepted.Parameters.FirstOrDefault(p => p.Name.Equals(name, StringComparison.Ordinal));
            var error = parameter is null ? Unknown(accepted)
                : values.Count > 1 && !parameter.IsList ? "is given more than once"
                : values.Any(string.IsNullOrEmpty) ? "is empty; leave it out or give it a value"
                // SQLite takes a text to its first NUL: what stands in front of it, or nothing, would select instead.
                : values.Any(v => v!.Contains('\0')) ? "contains NUL, which nothing here does"
                : values.Select(v => parameter.Check(v!)).FirstOrDefault(e => e is not null);
            if (error is not null) errors[name] = [error];
        }

        return errors;
    }

    private static string Unknown(AcceptedQuery accepted) => accepted.Parameters.Count == 0
        ? "is unknown; this call takes no parameters"
        : $"is unknown; this call takes {string.Join(", ", accepted.Parameters.Select(p => p.Name))}";
}
