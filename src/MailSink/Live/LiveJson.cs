using System.Text.Json;
using System.Text.Json.Serialization;
using MailSink.Rest;

namespace MailSink.Live;

/// <summary>What the hub writes, in the shapes of the API.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(InboxUpdate))]
[JsonSerializable(typeof(SessionsUpdate))]
[JsonSerializable(typeof(SessionUpdate))]
internal sealed partial class LiveJson : JsonSerializerContext
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.Converters.Add(new RfcTimeConverter());
    }
}
