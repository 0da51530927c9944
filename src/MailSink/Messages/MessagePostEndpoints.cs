using MailSink.Configuration;
using MailSink.Messages.Mime;
using MailSink.Rest;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Edits;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MailSink.Messages;

/// <summary>Puts messages in without SMTP.</summary>
internal static class MessagePostEndpoints
{
    private const int HeaderPeek = 64 * 1024;

    public static void MapMessagePosts(this RouteGroupBuilder messages, SinkOptions options)
    {
        var limit = new MaxBody(options.MaxMessageSize == 0 ? null : options.MaxMessageSize);
        messages.MapPost("", PostRawAsync)
            .Accepting(Parameters.Envelope)
            .Accepts<Stream>("message/rfc822").WithMetadata(limit)
            // A body without a Content-Type fits both calls; the first in order answers it, with 415.
            .WithOrder(-1)
            .Documented("addMessage", "Put a message in", "Stores the octets of the body as they are, without SMTP. Without `from` and `to` the envelope is made of the header.")
            .Produces<MessageSummary>(201).ProducesProblem(413).ProducesProblem(415);
        messages.MapPost("", ComposeAsync)
            .Accepts<ComposeDto>("application/json").WithMetadata(limit)
            .Documented("composeMessage", "Put a message in", "Makes a message of its parts and stores it, without SMTP.")
            .Produces<MessageSummary>(201).ProducesProblem(413).ProducesProblem(415);
    }

    private static async Task<IResult> PostRawAsync(HttpRequest request, MessageReader reader, StoreEdits edits, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.ContentType)) return Problems.ForStatus(StatusCodes.Status415UnsupportedMediaType);
        var head = new byte[HeaderPeek];
        var length = await request.Body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (length == 0) return Problems.BadBody("The body is empty; a message is expected.");
        var addresses = MailAddresses.Read(MailParser.Parse(new MemoryStream(head, 0, length), hash: false, cancellationToken: cancellationToken).Headers);
        var query = request.Query;
        var envelope = new Envelope
        {
            ReversePath = query.Text("from")?.TrimStart('<').TrimEnd('>') ?? addresses.From.Select(a => a.Address).FirstOrDefault() ?? "",
            Via = ContentVia.Rest,
        };
        IEnumerable<string> recipients = query.TryGetValue("to", out var to)
            ? to.OfType<string>()
            : addresses.To.Concat(addresses.Cc).Concat(addresses.Bcc).Select(a => a.Address);
        envelope.Recipients.AddRange(recipients.Select(r => new Recipient(r, [])));
        if (WrongEnvelope(envelope) is { } wrong) return wrong;
        await using var content = new PrefixedStream(head.AsMemory(0, length), request.Body);
        return await StoreAsync(envelope, content, query.Text("inbox"), request, reader, edits, cancellationToken);
    }

    private static async Task<IResult> ComposeAsync(
        HttpRequest request, MessageReader reader, StoreEdits edits, TimeProvider time, CancellationToken cancellationToken)
    {
        var (body, problem) = await JsonBody.ReadAsync<ComposeDto>(request, cancellationToken);
        if (problem is not null) return problem;
        if (body is null) return Problems.BadBody("The body is empty; a message is expected.");
        if (!MailComposer.TryCompose(body, time.GetLocalNow(), out var mail, out var envelope, out var error)) return Problems.BadBody(error);
        using (mail)
        {
            using var content = new MemoryStream();
            await mail.WriteToAsync(MailComposer.Format, content, cancellationToken);
            content.Position = 0;
            return await StoreAsync(envelope, content, body.Inbox, request, reader, edits, cancellationToken);
        }
    }

    private static async Task<IResult> StoreAsync(
        Envelope envelope, Stream content, string? inbox, HttpRequest request, MessageReader reader, StoreEdits edits, CancellationToken cancellationToken)
    {
        var name = inbox ?? InboxName.Default;
        if (!InboxName.IsValid(name)) return Problems.BadParameter("inbox", "has 1 to 255 octets and no control characters");
        var result = await edits.AddMessageAsync(envelope, content, name, cancellationToken);
        if (result.Status != CommitStatus.Stored || !MessageId.TryParse(result.MessageId, out var id))
            return Problems.Unavailable(result.Status == CommitStatus.StorageFull ? "There is no room for the message." : "The message could not be stored.");
        var summary = await reader.SummaryAsync(id, cancellationToken);
        return TypedResults.Created($"{request.PathBase}/rest/v1/messages/{id}", summary);
    }

    /// <summary>An address goes into replies, lists and logs: a line end in it would be another line.</summary>
    private static ProblemHttpResult? WrongEnvelope(Envelope envelope)
    {
        if (envelope.ReversePath.Any(char.IsControl)) return Problems.BadParameter("from", "contains a control character");
        if (envelope.Recipients.Any(r => r.Address.Length == 0 || r.Address.Any(char.IsControl))) return Problems.BadParameter("to", "is not an address");
        return envelope.Recipients.Count == 0 ? Problems.BadParameter("to", "is missing, and the header names nobody") : null;
    }
}
