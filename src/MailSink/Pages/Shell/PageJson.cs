using System.Text.Json.Serialization;
using MailSink.Sessions;

namespace MailSink.Pages.Shell;

/// <summary>What pages embed for their scripts. The default encoder escapes every character that could end the block.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(SessionDto))]
[JsonSerializable(typeof(IReadOnlyList<LineDto>))]
internal sealed partial class PageJson : JsonSerializerContext;
