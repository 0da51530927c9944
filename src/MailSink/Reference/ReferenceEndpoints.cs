using System.Text.Json;
using MailSink.Rest;
using MailSink.Smtp;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MailSink.Reference;

/// <summary>The tables the engine itself uses, with their explanations in the language asked for.</summary>
internal static class ReferenceEndpoints
{
    public static void MapReference(this RouteGroupBuilder rest)
    {
        var group = rest.MapGroup("/reference").WithTags("Reference");
        group.MapGet("/commands", Commands).Accepting(Parameters.Language)
            .Documented("getCommands", "List SMTP commands", "Every command the engine knows, where it is allowed and what it answers.");
        group.MapGet("/replies", Replies).Accepting(Parameters.Language)
            .Documented("getReplies", "List reply codes", "Every reply code, what it means, and the replies of it the engine gives.");
        group.MapGet("/enhanced-codes", EnhancedCodes).Accepting(Parameters.Language)
            .Documented("getEnhancedCodes", "List enhanced status codes", "RFC 3463 codes and what to do about them.");
        group.MapGet("/extensions", Extensions).Accepting(Parameters.Language)
            .Documented("getExtensions", "List ESMTP extensions", "What EHLO announces, and what it brings.");
        group.MapGet("/lint", Lint).Accepting(Parameters.Language)
            .Documented("getLint", "List lint findings", "What is looked for in a client's conversation and in its messages.");
        group.MapGet("/tutorial", Tutorial).Accepting(Parameters.Language)
            .Documented("getTutorialNotes", "List where tutorials differ", "What widespread tutorials of SMTP tell, and how it is.");
    }

    private static Ok<ItemsDto<TutorialDto>> Tutorial(HttpRequest request) => Answer(request, TutorialTable.Rows, static (row, language) => new TutorialDto(
        row.Topic, row.Told.In(language), row.Really.In(language), row.Reference));

    private static Ok<ItemsDto<CommandDto>> Commands(HttpRequest request) => Answer(request, CommandTable.Rows, static (row, language) => new CommandDto(
        row.Name, row.Syntax, [.. row.AllowedIn.Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.ToString()))], row.Summary.In(language),
        row.Explanation.In(language), row.Replies, row.Reference));

    private static Ok<ItemsDto<ReplyCodeDto>> Replies(HttpRequest request) => Answer(request, ReplyCodeTable.Rows, static (row, language) => new ReplyCodeDto(
        row.Code, row.Meaning.In(language), row.Cause.In(language), row.NextStep.In(language), row.Produced, row.Reference,
        [.. ReplyTable.Rows.Where(r => r.Code == row.Code).Select(r => new ReplyDto(r.Id, r.Enhanced, r.Text, r.Meaning.In(language)))]));

    private static Ok<ItemsDto<EnhancedCodeDto>> EnhancedCodes(HttpRequest request) => Answer(
        request, EnhancedStatusTable.Rows,
        static (row, language) => new EnhancedCodeDto(row.Code, row.Meaning.In(language), row.Cause.In(language), row.NextStep.In(language), row.Reference));

    private static Ok<ItemsDto<ExtensionDto>> Extensions(HttpRequest request, SmtpOptions options) => Answer(request, ExtensionTable.Rows, (row, language) => new ExtensionDto(
        row.Keyword, row.EhloSyntax, row.MailParameters, row.RcptParameters, row.Commands, row.Summary.In(language), row.Explanation.In(language),
        row.Reference, ExtensionTable.IsOffered(options, row.Keyword)));

    private static Ok<ItemsDto<LintDto>> Lint(HttpRequest request) => Answer(request, LintTable.Rows, static (row, language) => new LintDto(
        row.Id, row.Severity.ToString().ToLowerInvariant(), row.Title.In(language), row.Explanation.In(language), row.Reference));

    private static Ok<ItemsDto<TDto>> Answer<TRow, TDto>(HttpRequest request, IReadOnlyList<TRow> rows, Func<TRow, string, TDto> map)
    {
        var language = request.Query.Text("lang") ?? "en";
        return TypedResults.Ok(new ItemsDto<TDto>([.. rows.Select(row => map(row, language))]));
    }
}
