namespace MailSink.Rest;

/// <summary>What every endpoint must say of itself; a test finds those that don't.</summary>
internal static class Documentation
{
    /// <summary>Names the call for generated clients and describes it.</summary>
    public static RouteHandlerBuilder Documented(this RouteHandlerBuilder endpoint, string operationId, string summary, string description) =>
        endpoint.WithName(operationId).WithSummary(summary).WithDescription(description);
}
