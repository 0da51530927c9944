using System.Security.Cryptography;
using MailSink.Listeners;
using MailSink.Messages;
using MailSink.Rest;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Edits;
using MailSink.Storage.Writer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MailSink.Inboxes;

/// <summary>Which inbox to make.</summary>
public sealed record NewInboxDto
{
    /// <summary>Its name; one is made up when it is left out.</summary>
    public string? Name { get; init; }
}

/// <summary>How to send to an inbox.</summary>
/// <param name="Host">Where the SMTP listener is.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">User name that leads mail to this inbox; null where users are configured and none has this name.</param>
/// <param name="Password">Any password is accepted and this is one; null where users are configured, each with their own.</param>
public sealed record InboxSmtpDto(string Host, int Port, string? User, string? Password);

/// <summary>An inbox that was made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Smtp">Null when the SMTP listener is off.</param>
/// <param name="MessagesUrl">Its messages.</param>
public sealed record CreatedInboxDto(string Name, InboxSmtpDto? Smtp, string MessagesUrl);

internal static class InboxEndpoints
{
    private const int RandomOctets = 6;

    public static void MapInboxes(this RouteGroupBuilder rest)
    {
        var group = rest.MapGroup("/inboxes").WithTags("Inboxes");
        group.MapGet("", ListAsync).Documented("listInboxes", "List inboxes", "Every inbox with its counts, `default` first.");
        group.MapPost("", CreateAsync)
            .Accepts<NewInboxDto>(isOptional: true, "application/json").WithMetadata(MaxBody.Json)
            .Documented("createInbox", "Make an inbox", "Mail sent with its name as the SMTP user goes there.")
            .Produces<CreatedInboxDto>(201).ProducesProblem(409);
        group.MapDelete("/{name}", DeleteAsync)
            .Documented("deleteInbox", "Delete an inbox", "With all its messages. `default` is only emptied.").ProducesProblem(404);
        group.MapDelete("/{name}/messages", DeleteMessagesAsync)
            .Documented("deleteInboxMessages", "Empty an inbox", "Deletes all its messages.").ProducesProblem(404);
    }

    private static async Task<Ok<ItemsDto<InboxDto>>> ListAsync(InboxReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ItemsDto<InboxDto>(await reader.ListAsync(cancellationToken)));

    private static async Task<IResult> CreateAsync(
        HttpRequest request, StoreEdits edits, BoundListeners listeners, SmtpOptions engine, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<NewInboxDto>(request, cancellationToken);
        if (problem is not null) return problem;
        var name = body?.Name ?? "inbox-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomOctets));
        if (!InboxName.IsValid(name)) return Problems.BadBody("'name' has 1 to 255 octets and no control characters.");
        if (!await edits.AddInboxAsync(name)) return Problems.Conflict($"There is an inbox '{name}' already.");
        var smtp = listeners.Find("smtp")?.Port is { } port ? Smtp(request.Host.Host, port, name, engine.Users) : null;
        var api = $"{request.Scheme}://{request.Host}{request.PathBase}/rest/v1";
        var created = new CreatedInboxDto(name, smtp, $"{api}/messages?inbox={Uri.EscapeDataString(name)}");
        return TypedResults.Created($"{request.PathBase}/rest/v1/inboxes/{Uri.EscapeDataString(name)}", created);
    }

    private static async Task<Results<Ok<DeletedDto>, ProblemHttpResult>> DeleteAsync(string name, StoreState state, StoreEdits edits)
    {
        name = Unescape(name);
        if (!state.Inboxes.ContainsKey(name)) return Problems.NotFound("inbox", name);
        var deleted = await edits.DeleteAllAsync(name);
        await edits.RemoveInboxAsync(name);
        return TypedResults.Ok(new DeletedDto(deleted));
    }

    private static async Task<Results<Ok<DeletedDto>, ProblemHttpResult>> DeleteMessagesAsync(string name, StoreState state, StoreEdits edits)
    {
        name = Unescape(name);
        return state.Inboxes.ContainsKey(name) ? TypedResults.Ok(new DeletedDto(await edits.DeleteAllAsync(name))) : Problems.NotFound("inbox", name);
    }

    private static InboxSmtpDto Smtp(string host, int port, string inbox, SmtpUsers users) =>
        users.IsAnybody ? new(host, port, inbox, "any") : new(host, port, users.TryFind(inbox, out _) ? inbox : null, null);

    // ASP.NET decodes a path but for its slashes, which would otherwise divide it.
    private static string Unescape(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
