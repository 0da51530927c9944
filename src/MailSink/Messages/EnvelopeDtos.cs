namespace MailSink.Messages;

/// <summary>What MAIL and RCPT said. What was not given is null, empty or false.</summary>
public sealed record EnvelopeDto
{
    /// <summary>The reverse-path, empty for the null one.</summary>
    public required string From { get; init; }

    public required IReadOnlyList<RecipientDto> Recipients { get; init; }

    /// <summary>BODY: <c>7BIT</c>, <c>8BITMIME</c> or <c>BINARYMIME</c>.</summary>
    public required string? Body { get; init; }

    public required bool SmtpUtf8 { get; init; }

    /// <summary>RET: <c>FULL</c> or <c>HDRS</c>.</summary>
    public required string? Ret { get; init; }

    /// <summary>ENVID, decoded.</summary>
    public required string? Envid { get; init; }

    /// <summary>SIZE as declared, octets.</summary>
    public required long? Size { get; init; }

    /// <summary>The MT-PRIORITY it was given, -9 to 9.</summary>
    public required int? Priority { get; init; }

    /// <summary>The MT-PRIORITY it asked for: who has not logged in cannot raise it.</summary>
    public required int? PriorityAsked { get; init; }

    /// <summary>When HOLDFOR or HOLDUNTIL lets it go on.</summary>
    public required DateTimeOffset? HoldUntil { get; init; }

    /// <summary>BY as sent: seconds, a semicolon, and what is to happen then.</summary>
    public required string? DeliverBy { get; init; }

    /// <summary>When the seconds of BY are over.</summary>
    public required DateTimeOffset? Deadline { get; init; }

    public required bool RequireTls { get; init; }

    /// <summary>SOLICIT: the classes of advertising it says it is.</summary>
    public required IReadOnlyList<string> Solicit { get; init; }

    public required TrackingDto? Mtrk { get; init; }

    /// <summary>SUBMITTER, decoded.</summary>
    public required string? Submitter { get; init; }

    /// <summary>AUTH in MAIL, decoded: who submitted it first, <c>&lt;&gt;</c> for somebody unknown.</summary>
    public required string? AuthParameter { get; init; }

    /// <summary>All parameters of MAIL as sent, in order.</summary>
    public required IReadOnlyList<ParameterDto> Parameters { get; init; }

    /// <summary><c>DATA</c>, <c>BDAT</c> or <c>REST</c>; <c>REPORT</c> for a delivery report made here.</summary>
    public required string Via { get; init; }

    /// <summary>What XFORWARD said of where it came from.</summary>
    public required IReadOnlyDictionary<string, string>? Forwarded { get; init; }
}

/// <param name="Address">The forward-path.</param>
/// <param name="Notify">NOTIFY: <c>NEVER</c>, or any of <c>SUCCESS</c>, <c>FAILURE</c>, <c>DELAY</c>.</param>
/// <param name="Orcpt">ORCPT: the type of the address, a semicolon, and the address decoded.</param>
/// <param name="SeenIn">Where the header names it: <c>to</c>, <c>cc</c>, <c>bcc</c>, or <c>envelope</c> for nowhere.</param>
/// <param name="Rrvs">RRVS.</param>
/// <param name="Parameters">All parameters of its RCPT as sent, in order.</param>
public sealed record RecipientDto(
    string Address, IReadOnlyList<string> Notify, string? Orcpt, string SeenIn, ValidSinceDto? Rrvs, IReadOnlyList<ParameterDto> Parameters);

/// <param name="Since">Since when the mailbox must have had the same owner.</param>
/// <param name="Action">For a relay that cannot pass that on: <c>R</c> to return the message, <c>C</c> to go on without.</param>
public sealed record ValidSinceDto(DateTimeOffset Since, string Action);

/// <param name="Certifier">SHA-1 of the sender's secret, base64.</param>
/// <param name="Timeout">For how many seconds it is to be remembered, or null.</param>
public sealed record TrackingDto(string Certifier, int? Timeout);

/// <param name="Keyword">Upper case.</param>
/// <param name="Value">As sent, or null where the parameter has none.</param>
public sealed record ParameterDto(string Keyword, string? Value);
