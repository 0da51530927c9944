using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MailSink.Inboxes;
using MailSink.Messages;
using MailSink.Reference;
using MailSink.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MailSink.Rest;

/// <summary>Everything the API reads and writes as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PageDto<MessageSummary>))]
[JsonSerializable(typeof(MessageDetail))]
[JsonSerializable(typeof(PageDto<SessionDto>))]
[JsonSerializable(typeof(ItemsDto<LineDto>))]
[JsonSerializable(typeof(ItemsDto<InboxDto>))]
[JsonSerializable(typeof(DeletedDto))]
[JsonSerializable(typeof(UpdatedDto))]
[JsonSerializable(typeof(IdsDto))]
[JsonSerializable(typeof(ChangeDto))]
[JsonSerializable(typeof(ComposeDto))]
[JsonSerializable(typeof(NewInboxDto))]
[JsonSerializable(typeof(CreatedInboxDto))]
[JsonSerializable(typeof(InfoDto))]
[JsonSerializable(typeof(HealthDto))]
[JsonSerializable(typeof(ItemsDto<CommandDto>))]
[JsonSerializable(typeof(ItemsDto<ReplyCodeDto>))]
[JsonSerializable(typeof(ItemsDto<EnhancedCodeDto>))]
[JsonSerializable(typeof(ItemsDto<ExtensionDto>))]
[JsonSerializable(typeof(ItemsDto<LintDto>))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class RestJson : JsonSerializerContext
{
    /// <summary>Settings of all JSON the API speaks.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.Converters.Add(new RfcTimeConverter());
        // A body with a member nobody knows is a mistake of its sender, who must hear of it: a misspelt "ids" selects nothing.
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        // Escapes no more than JSON demands: answers are read by people too, and nosniff keeps browsers from taking them for pages.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}

/// <summary>A list that comes whole.</summary>
public sealed record ItemsDto<T>(IReadOnlyList<T> Items);
