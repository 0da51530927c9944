using MailSink.Rest;
using MailSink.Storage.Edits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MailSink.Messages;

/// <summary>Deleting and marking messages. What is not clearly selected is not touched.</summary>
internal static class MessageEditEndpoints
{
    private const int MaxTags = 100;
    private const int MaxTagLength = 255;

    public static void MapMessageEdits(this RouteGroupBuilder messages)
    {
        messages.MapDelete("/{id}", DeleteOneAsync)
            .Accepting(Parameters.MessageFilters)
            .Documented("deleteMessage", "Delete a message", "Gone at once, from every list.").ProducesProblem(404);
        messages.MapDelete("", DeleteAsync)
            .Accepting(Parameters.MessageFilters, Parameters.All)
            .Accepts<IdsDto>(isOptional: true, "application/json").WithMetadata(MaxBody.Json)
            .Documented("deleteMessages", "Delete messages", "Those the filters select, or those of `ids`, or with `all=true` every one. With none of the three nothing is deleted.");
        messages.MapPatch("/{id}", ChangeOneAsync)
            .Accepting(Parameters.MessageFilters)
            .Accepts<ChangeDto>("application/json").WithMetadata(MaxBody.Json)
            .Documented("changeMessage", "Mark or tag a message", "Sets `read`, `tags`, or both.").ProducesProblem(404);
        messages.MapPatch("", ChangeAsync)
            .Accepting(Parameters.MessageFilters, Parameters.All)
            .Accepts<ChangeDto>("application/json").WithMetadata(MaxBody.Json)
            .Documented("changeMessages", "Mark or tag messages", "Those the filters select, or those of `ids`, or with `all=true` every one.");
    }

    private static async Task<Results<Ok<DeletedDto>, ProblemHttpResult>> DeleteOneAsync(
        string id, HttpRequest request, MessageReader reader, StoreEdits edits, CancellationToken cancellationToken)
    {
        var (found, problem) = await reader.LocateAsync(id, request.Query, cancellationToken);
        if (found is not { } message) return problem!;
        var deleted = reader.Find(message) is null ? 0 : await edits.DeleteAsync([message.Seq]);
        return deleted > 0 ? TypedResults.Ok(new DeletedDto(deleted)) : Problems.NotFound("message", id);
    }

    private static async Task<Results<Ok<DeletedDto>, ProblemHttpResult>> DeleteAsync(
        HttpRequest request, MessageReader reader, StoreEdits edits, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<IdsDto>(request, cancellationToken);
        if (problem is not null) return problem;
        if (body is { Ids: null }) return Problems.NothingSelected();
        if (WrongIds(body?.Ids) is { } wrongIds) return wrongIds;
        var filter = request.Query.ReadMessageFilter();
        if (WrongSelection(request, filter, body?.Ids) is { } wrong) return wrong;
        // The counters know where an inbox has messages, so these two need no list of them.
        if (body is null && filter with { Inbox = null } == MessageFilter.All)
            return TypedResults.Ok(new DeletedDto(await edits.DeleteAllAsync(filter.Inbox)));
        var seqs = await SelectAsync(reader, filter, body?.Ids, cancellationToken);
        return TypedResults.Ok(new DeletedDto(seqs.Count == 0 ? 0 : await edits.DeleteAsync(seqs)));
    }

    private static async Task<Results<Ok<MessageSummary>, ProblemHttpResult>> ChangeOneAsync(
        string id, HttpRequest request, MessageReader reader, StoreEdits edits, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<ChangeDto>(request, cancellationToken);
        problem ??= WrongChange(body) ?? (body!.Ids is null ? null : Problems.BadBody("'ids' does not go with the id in the address."));
        if (problem is not null) return problem;
        (var found, problem) = await reader.LocateAsync(id, request.Query, cancellationToken);
        if (found is not { } message) return problem!;
        if (reader.Find(message) is null) return Problems.NotFound("message", id);
        await edits.MarkAsync([message.Seq], body!.Read, body.Tags);
        return await reader.SummaryAsync(message, cancellationToken) is { } summary ? TypedResults.Ok(summary) : Problems.NotFound("message", id);
    }

    private static async Task<Results<Ok<UpdatedDto>, ProblemHttpResult>> ChangeAsync(
        HttpRequest request, MessageReader reader, StoreEdits edits, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<ChangeDto>(request, cancellationToken);
        var filter = request.Query.ReadMessageFilter();
        problem ??= WrongChange(body) ?? WrongIds(body?.Ids) ?? WrongSelection(request, filter, body?.Ids);
        if (problem is not null) return problem;
        var seqs = await SelectAsync(reader, filter, body!.Ids, cancellationToken);
        var changed = seqs.Count == 0 ? [] : await edits.MarkAsync(seqs, body.Read, body.Tags);
        return TypedResults.Ok(new UpdatedDto(changed.Count));
    }

    private static Task<IReadOnlyList<long>> SelectAsync(
        MessageReader reader, MessageFilter filter, IReadOnlyList<string>? ids, CancellationToken cancellationToken) =>
        ids is null ? reader.SelectAsync(filter, cancellationToken) : reader.KnownAsync(ids, cancellationToken);

    /// <summary>Exactly one way of selecting: two could mean their union as well as their intersection.</summary>
    private static ProblemHttpResult? WrongSelection(HttpRequest request, MessageFilter filter, IReadOnlyList<string>? ids)
    {
        var all = request.Query.ContainsKey("all");
        var ways = (all ? 1 : 0) + (filter.IsEmpty ? 0 : 1) + (ids is null ? 0 : 1);
        return ways switch
        {
            0 => Problems.NothingSelected(),
            1 => null,
            _ => Problems.BadParameter(all ? "all" : "ids", "does not go with another way of selecting; use filters, ids or all=true"),
        };
    }

    private static ProblemHttpResult? WrongIds(IReadOnlyList<string?>? ids) =>
        ids is not null && ids.Any(string.IsNullOrEmpty) ? Problems.BadBody("'ids' contains null or an empty string.") : null;

    private static ProblemHttpResult? WrongChange(ChangeDto? change)
    {
        if (change is null or { Read: null, Tags: null }) return Problems.BadBody("Say what to change: 'read', 'tags', or both.");
        if (change.Tags is not { } tags) return null;
        if (tags.Count > MaxTags) return Problems.BadBody($"A message has at most {MaxTags} tags.");
        return tags.Any(t => string.IsNullOrWhiteSpace(t) || t.Length > MaxTagLength || t.Any(char.IsControl))
            ? Problems.BadBody($"A tag has 1 to {MaxTagLength} characters and no controls.")
            : null;
    }
}
