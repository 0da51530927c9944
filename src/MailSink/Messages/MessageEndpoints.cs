using MailSink.Configuration;
using MailSink.Rest;
using MailSink.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MailSink.Messages;

/// <summary>Messages as JSON: lists and details.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this RouteGroupBuilder rest, SinkOptions options)
    {
        var group = rest.MapGroup("/messages").WithTags("Messages");
        group.MapGet("", ListAsync)
            .Accepting(Parameters.MessageFilters, Parameters.MessagePage)
            .Documented("listMessages", "List messages", "Messages the filters select, newest first. Everything acknowledged before the call began is in it.");
        group.MapGet("/{id}", GetAsync)
            .Accepting(Parameters.MessageFilters)
            .Documented("getMessage", "Get a message", "One message, whole. The id `latest` is the newest message that the filters select. Reading never marks it read.")
            .ProducesProblem(404);
        group.MapMessageContents();
        group.MapMessageEdits();
        group.MapMessagePosts(options);
    }

    private static async Task<Ok<PageDto<MessageSummary>>> ListAsync(HttpRequest request, MessageReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ListAsync(request.Query.ReadMessageFilter(), request.Query.ReadPage(), cancellationToken));

    private static async Task<Results<Ok<MessageDetail>, ProblemHttpResult>> GetAsync(
        string id, HttpRequest request, MessageReader reader, CancellationToken cancellationToken)
    {
        var (found, problem) = await reader.LocateAsync(id, request.Query, cancellationToken);
        if (found is not { } message) return problem!;
        return await reader.GetAsync(message, cancellationToken) is { } detail ? TypedResults.Ok(detail) : Problems.NotFound("message", id);
    }

    /// <summary>The id a path means: an id, or <c>latest</c> among what the query string selects.</summary>
    /// <returns>Either the id or what to answer instead; the message may still be gone.</returns>
    public static async Task<(MessageId? Id, ProblemHttpResult? Problem)> LocateAsync(
        this MessageReader reader, string id, IQueryCollection query, CancellationToken cancellationToken)
    {
        if (id == "latest")
        {
            var latest = await reader.LatestAsync(query.ReadMessageFilter(), cancellationToken);
            return (latest, latest is null ? Problems.NotFound("message that matches", null) : null);
        }

        var stray = Parameters.MessageFilters.FirstOrDefault(p => query.ContainsKey(p.Name));
        if (stray is not null) return (null, Problems.BadParameter(stray.Name, "goes with the id 'latest' only"));
        return MessageId.TryParse(id, out var parsed) ? (parsed, null) : (null, Problems.NotFound("message", id));
    }
}
