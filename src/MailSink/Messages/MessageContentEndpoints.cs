using System.Text;
using MailSink.Messages.Mime;
using MailSink.Messages.Preview;
using MailSink.Rest;
using MailSink.Sessions;

namespace MailSink.Messages;

/// <summary>A message's octets: as received, as text, as a page, part by part. None of it can run in a browser.</summary>
internal static class MessageContentEndpoints
{
    public static void MapMessageContents(this RouteGroupBuilder messages)
    {
        messages.MapGet("/{id}/raw", RawAsync)
            .Accepting(Parameters.MessageFilters, Parameters.Download)
            .Documented("getRawMessage", "Get the octets received", "Exactly the octets the client sent, dot-stuffing undone, nothing added.")
            .Produces<Stream>(200, "message/rfc822").ProducesProblem(404);
        messages.MapGet("/{id}/text", TextAsync)
            .Accepting(Parameters.MessageFilters)
            .Documented("getMessageText", "Get the plain text", "The text body, decoded, as UTF-8. 404 when the mail has none.")
            .Produces<string>(200, "text/plain").ProducesProblem(404);
        messages.MapGet("/{id}/html", HtmlAsync)
            .Accepting(Parameters.MessageFilters)
            .Documented("getMessageHtml", "Get the HTML, fit to look at", "The HTML body as UTF-8, cleaned and under a policy that lets it run and load nothing. The member `html` of the message has it as it came. 404 when the mail has none.")
            .Produces<string>(200, "text/html").ProducesProblem(404);
        messages.MapGet("/{id}/parts/{part}", PartAsync)
            .Accepting(Parameters.MessageFilters, Parameters.Inline)
            .Documented("getMessagePart", "Get a part", "One MIME part, decoded. Its number is that of `parts` and `attachments`.")
            .Produces<Stream>(200, "application/octet-stream").ProducesProblem(404);
        messages.MapGet("/{id}/transcript", TranscriptAsync)
            .Accepting(Parameters.MessageFilters, Parameters.TranscriptFormat)
            .Documented("getMessageTranscript", "Get the transcript of a message", "The lines of the transaction that carried it.")
            .Produces<string>(200, "text/plain").ProducesProblem(404);
    }

    private static async Task<IResult> TranscriptAsync(
        string id, HttpContext context, MessageReader reader, SessionReader sessions, CancellationToken cancellationToken)
    {
        var (found, problem) = await reader.LocateAsync(id, context.Request.Query, cancellationToken);
        if (found is not { } message) return problem!;
        if (reader.Find(message) is not { } source) return Problems.NotFound("message", id);
        return TranscriptResult.Of(context, message.ToString(), await sessions.TransactionAsync(source, cancellationToken));
    }

    private static async Task<IResult> RawAsync(string id, HttpContext context, MessageReader reader, CancellationToken cancellationToken)
    {
        var (found, problem) = await reader.LocateAsync(id, context.Request.Query, cancellationToken);
        if (found is not { } message) return problem!;
        if (reader.Find(message) is not { } source || reader.OpenRaw(source) is not { } raw) return Problems.NotFound("message", id);
        MailContentHeaders.Apply(context.Response, SafeFileName.Disposition($"{message}.eml"));
        return new StreamedContent("message/rfc822", raw.Length, async (body, token) =>
        {
            await using (raw) await raw.CopyToAsync(body, token);
        });
    }

    private static async Task<IResult> TextAsync(string id, HttpContext context, MessageReader reader, CancellationToken cancellationToken)
    {
        var (message, mail, problem) = await ParseAsync(id, context, reader, cancellationToken);
        if (problem is not null) return problem;
        if (mail!.Text is not { } text) return Problems.NotFound("plain text in the message", id);
        MailContentHeaders.Apply(context.Response, SafeFileName.Disposition($"{message!.Id}.txt"));
        return TypedResults.Text(text, "text/plain", Encoding.UTF8);
    }

    private static async Task<IResult> HtmlAsync(
        string id, HttpContext context, MessageReader reader, PreviewTokens tokens, CancellationToken cancellationToken)
    {
        var (message, mail, problem) = await ParseAsync(id, context, reader, cancellationToken);
        if (problem is not null) return problem;
        if (mail!.HtmlPart is null) return Problems.NotFound("HTML in the message", id);
        var request = context.Request;
        var parts = $"{request.PathBase}/rest/v1/messages/{message!.Id}/parts/";
        var token = Uri.EscapeDataString(tokens.Create(message.Id));
        var page = HtmlPreview.Render(mail, part => $"{parts}{part}?inline=1&token={token}");
        MailContentHeaders.ApplyPreview(context.Response, MailContentHeaders.Origin(request) + parts);
        return TypedResults.Text(page, "text/html", Encoding.UTF8);
    }

    private static async Task<IResult> PartAsync(
        string id, string part, HttpContext context, MessageReader reader, PreviewTokens tokens, CancellationToken cancellationToken)
    {
        var (message, mail, problem) = await ParseAsync(id, context, reader, cancellationToken);
        if (problem is not null) return problem;
        if (mail!.FindPart(part) is not { } node || reader.OpenRaw(message!) is not { } raw) return Problems.NotFound("part", part);
        var query = context.Request.Query;
        var image = query.Flag("inline") == true && tokens.IsValid(query.Text("token"), message!.Id)
            ? ImageKind.Of(PartContent.Head(raw, node, ImageKind.HeadLength))
            : null;
        var name = SafeFileName.Of(node.FileName, $"part-{part}{MailContentHeaders.Extension(node)}");
        MailContentHeaders.Apply(context.Response, SafeFileName.Disposition(name, inline: image is not null));
        return new StreamedContent(image ?? MailContentHeaders.ContentType(node), node.Size, async (body, token) =>
        {
            await using (raw) await PartContent.CopyAsync(raw, node, body, token);
        });
    }

    private static async Task<(MessageSource? Message, ParsedMail? Mail, IResult? Problem)> ParseAsync(
        string id, HttpContext context, MessageReader reader, CancellationToken cancellationToken)
    {
        var (found, problem) = await reader.LocateAsync(id, context.Request.Query, cancellationToken);
        if (found is not { } message) return (null, null, problem);
        if (reader.Find(message) is not { } source) return (null, null, Problems.NotFound("message", id));
        var mail = await reader.ParseAsync(source, hash: false, cancellationToken);
        return mail is null ? (null, null, Problems.NotFound("message", id)) : (source, mail, null);
    }
}
