using System.Text.Json.Serialization;
using MailSink.Smtp;

namespace MailSink.Storage;

/// <summary>Column <c>content.envelope</c>: the transaction and its client as JSON; what is null or empty is not written.</summary>
internal sealed record StoredEnvelope
{
    /// <summary>Reverse-path, "" for the null one.</summary>
    public string From { get; init; } = "";

    public IReadOnlyList<StoredRecipient> Recipients { get; init; } = [];

    /// <summary>BODY parameter.</summary>
    public string? Body { get; init; }

    public bool SmtpUtf8 { get; init; }

    /// <summary>SIZE parameter, octets.</summary>
    public long? Size { get; init; }

    /// <summary>MAIL parameters, keyword in upper case.</summary>
    public IReadOnlyList<StoredParameter> Parameters { get; init; } = [];

    public ContentVia Via { get; init; }
    public ContentFacts Facts { get; init; }

    /// <summary>Number of the MAIL line in the session, 0 without SMTP.</summary>
    public int FirstLine { get; init; }

    /// <summary>Number of the last line before the final reply, which is the next one.</summary>
    public int LastLine { get; init; }

    public IReadOnlyList<StoredFinding> Findings { get; init; } = [];

    /// <summary>Null when the message came without SMTP.</summary>
    public StoredClient? Client { get; init; }
}

internal sealed record StoredRecipient(string Address, IReadOnlyList<StoredParameter>? Parameters);

internal sealed record StoredParameter(string Keyword, string? Value);

internal sealed record StoredFinding(string Id, string Detail, int? Line, long? Offset, int Count);

internal sealed record StoredClient
{
    public string Listener { get; init; } = "";
    public string? Helo { get; init; }
    public string? Address { get; init; }
    public int? Port { get; init; }
    public string? AuthMechanism { get; init; }
    public string? AuthUser { get; init; }
    public string? TlsProtocol { get; init; }
    public string? TlsCipher { get; init; }

    /// <summary>Start of the session, Unix microseconds: with the client's facts enough to make its row again after a crash.</summary>
    public long StartedUs { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(StoredEnvelope))]
[JsonSerializable(typeof(IReadOnlyList<StoredFinding>))]
internal sealed partial class StoredJson : JsonSerializerContext;
