using MailSink.Messages;
using MailSink.Rest;
using MailSink.Storage.Edits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MailSink.Sessions;

internal static class SessionEndpoints
{
    private const int DefaultLines = 500;

    public static void MapSessions(this RouteGroupBuilder rest)
    {
        var group = rest.MapGroup("/sessions").WithTags("Sessions");
        group.MapGet("", ListAsync)
            .Accepting(Parameters.SessionFilters, Parameters.SessionPage)
            .Documented("listSessions", "List sessions", "SMTP sessions the filters select, newest first, those that go on among them.");
        group.MapGet("/{id}", GetAsync)
            .Documented("getSession", "Get a session", "One session, live or over.").ProducesProblem(404);
        group.MapGet("/{id}/lines", LinesAsync)
            .Accepting(Parameters.Lines)
            .Documented("getSessionLines", "Get lines of a session", "Its lines in order, page by page: pass the last `n` as `after`.").ProducesProblem(404);
        group.MapGet("/{id}/transcript", TranscriptAsync)
            .Accepting(Parameters.TranscriptFormat)
            .Documented("getSessionTranscript", "Get the transcript of a session", "All its lines as text. Secrets are `•••`.")
            .Produces<string>(200, "text/plain").ProducesProblem(404);
        group.MapDelete("/{id}", DeleteAsync)
            .Documented("deleteSession", "Delete a session", "Removes a session that is over. The messages it brought stay.").ProducesProblem(404).ProducesProblem(409);
        group.MapDelete("", DeleteAllAsync)
            .Accepting(Parameters.All)
            .Documented("deleteSessions", "Delete all sessions", "Removes every session that is over; says `all=true` so that nobody does it by mistake.");
    }

    private static async Task<Ok<PageDto<SessionDto>>> ListAsync(HttpRequest request, SessionReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ListAsync(request.Query.ReadSessionFilter(), request.Query.ReadPage(), cancellationToken));

    private static async Task<Results<Ok<SessionDto>, ProblemHttpResult>> GetAsync(string id, SessionReader reader, CancellationToken cancellationToken) =>
        await reader.GetAsync(id, cancellationToken) is { } session ? TypedResults.Ok(session) : Problems.NotFound("session", id);

    private static async Task<Results<Ok<ItemsDto<LineDto>>, ProblemHttpResult>> LinesAsync(
        string id, HttpRequest request, SessionReader reader, CancellationToken cancellationToken)
    {
        var after = request.Query.Number("after") ?? 0;
        var limit = request.Query.Number("limit") ?? DefaultLines;
        var language = request.Query.Text("lang") ?? "en";
        return await reader.LinesAsync(id, after, limit, cancellationToken) is { } lines
            ? TypedResults.Ok(new ItemsDto<LineDto>([.. lines.Select(line => line.In(language))]))
            : Problems.NotFound("session", id);
    }

    private static async Task<IResult> TranscriptAsync(string id, HttpContext context, SessionReader reader, CancellationToken cancellationToken) =>
        await reader.TranscriptAsync(id, cancellationToken) is { } lines ? TranscriptResult.Of(context, id, lines) : Problems.NotFound("session", id);

    private static async Task<Results<Ok<DeletedDto>, ProblemHttpResult>> DeleteAsync(
        string id, SessionReader reader, LiveSessions live, StoreEdits edits, CancellationToken cancellationToken)
    {
        if (await reader.GetAsync(id, cancellationToken) is not { } session || !SessionId.TryParse(id, out var number)) return Problems.NotFound("session", id);
        if (session.EndedAt is null && live.TryGet(number, out _)) return Problems.Conflict("The session goes on; it can be deleted when it is over.");
        return TypedResults.Ok(new DeletedDto(await edits.DeleteSessionsAsync([number])));
    }

    private static async Task<Results<Ok<DeletedDto>, ProblemHttpResult>> DeleteAllAsync(HttpRequest request, StoreEdits edits) =>
        request.Query.ContainsKey("all") ? TypedResults.Ok(new DeletedDto(await edits.DeleteAllSessionsAsync())) : Problems.NothingSelected();
}
