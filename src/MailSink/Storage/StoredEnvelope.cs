using System.Text.Json.Serialization;
using MailSink.Smtp;

namespace MailSink.Storage;

/// <summary>
/// Column <c>content.envelope</c>: the transaction and its client as JSON; what is null or empty is not written. The members can be
/// set because generated serializers give <c>init</c> members that are not there null instead of their default.
/// </summary>
internal sealed record StoredEnvelope
{
    /// <summary>Reverse-path, "" for the null one.</summary>
    public string From { get; set; } = "";

    public IReadOnlyList<StoredRecipient> Recipients { get; set; } = [];

    /// <summary>BODY parameter.</summary>
    public string? Body { get; set; }

    public bool SmtpUtf8 { get; set; }

    /// <summary>SIZE parameter, octets.</summary>
    public long? Size { get; set; }

    /// <summary>MAIL parameters, keyword in upper case.</summary>
    public IReadOnlyList<StoredParameter> Parameters { get; set; } = [];

    /// <summary>The priority it was given, where that is another than MT-PRIORITY asked for.</summary>
    public int? Priority { get; set; }

    public ContentVia Via { get; set; }
    public ContentFacts Facts { get; set; }

    /// <summary>Number of the MAIL line in the session, 0 without SMTP.</summary>
    public int FirstLine { get; set; }

    /// <summary>Number of the last line before the final reply, which is what follows it.</summary>
    public int LastLine { get; set; }

    /// <summary>Lines of the final reply, or of all final replies over LMTP; 0 = 1.</summary>
    public int AnswerLines { get; set; }

    /// <summary>Number of the line that ends the transaction.</summary>
    [JsonIgnore]
    public int FinalLine => LastLine + Math.Max(1, AnswerLines);

    /// <summary>Id of the message this is a delivery report about, or null.</summary>
    public string? ReportOf { get; set; }

    /// <summary>Fault rules that acted on the transaction.</summary>
    public IReadOnlyList<string> RuleIds { get; set; } = [];

    public IReadOnlyList<StoredFinding> Findings { get; set; } = [];

    /// <summary>What XFORWARD said.</summary>
    public IReadOnlyList<StoredParameter>? Forwarded { get; set; }

    /// <summary>Null when the message came without SMTP.</summary>
    public StoredClient? Client { get; set; }
}

/// <param name="Address">Forward-path, as sent.</param>
/// <param name="Parameters">RCPT parameters, keyword in upper case.</param>
/// <param name="Outcome">What became of the message for this recipient, where that differs from the message's own.</param>
internal sealed record StoredRecipient(string Address, IReadOnlyList<StoredParameter>? Parameters, StoredOutcome? Outcome = null);

/// <param name="Reported">The sender hears of it by a delivery report; else it was the recipient's own final reply.</param>
internal sealed record StoredOutcome(int Code, string? Enhanced, string Text, bool Reported);

internal sealed record StoredParameter(string Keyword, string? Value)
{
    /// <summary>The value of a parameter, or null where it is not given or has none.</summary>
    public static string? Find(IReadOnlyList<StoredParameter>? parameters, string keyword) =>
        parameters?.FirstOrDefault(parameter => parameter.Keyword == keyword)?.Value;
}

/// <param name="Severity">Where it differs from the lint table's.</param>
/// <param name="Part">Number of the MIME part it is about; only what is found after parsing has one.</param>
internal sealed record StoredFinding(string Id, string Detail, int? Line, long? Offset, int Count, Severity? Severity = null, string? Part = null)
{
    public static StoredFinding Of(Finding finding) =>
        new(finding.Id, finding.Detail, finding.Line, finding.Offset, finding.Count, finding.Severity);

    /// <summary>How bad it is: as reported, else as the table has it; null for an id the table does not know.</summary>
    public Severity? Weight() => Severity ?? LintTable.FindById(Id)?.Severity;
}

internal sealed record StoredClient
{
    public string Listener { get; set; } = "";
    public string? Helo { get; set; }
    public string? Address { get; set; }
    public int? Port { get; set; }
    public string? AuthMechanism { get; set; }
    public string? AuthUser { get; set; }
    public string? TlsProtocol { get; set; }
    public string? TlsCipher { get; set; }

    /// <summary>The name the client asked for in TLS.</summary>
    public string? TlsServerName { get; set; }

    /// <summary>The certificate it showed.</summary>
    public StoredCertificate? Certificate { get; set; }

    /// <summary>Its host name as XCLIENT gave it.</summary>
    public string? Name { get; set; }

    /// <summary>Start of the session, Unix microseconds: with the client's facts enough to make its row again after a crash.</summary>
    public long StartedUs { get; set; }
}

/// <param name="Problem">Why it was not trusted, or null when it was verified.</param>
internal sealed record StoredCertificate(string Subject, string Issuer, IReadOnlyList<string>? Names, string Sha256, string? Problem)
{
    public static StoredCertificate? Of(ClientCertificate? shown) =>
        shown is null ? null : new(shown.Subject, shown.Issuer, shown.Names, shown.Sha256, shown.Problem);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(StoredEnvelope))]
[JsonSerializable(typeof(IReadOnlyList<StoredFinding>))]
[JsonSerializable(typeof(SessionNotes))]
internal sealed partial class StoredJson : JsonSerializerContext;
