namespace MailSink.Smtp;

/// <summary>The envelope of one mail transaction (RFC 5321 section 2.3.1): what MAIL and RCPT said, not what the header claims.</summary>
public sealed class Envelope
{
    private List<string>? ruleIds;

    /// <summary>Reverse-path without its brackets and source route, as sent; empty for the null reverse-path <c>&lt;&gt;</c>.</summary>
    public required string ReversePath { get; init; }

    /// <summary>Accepted recipients in order, duplicates included.</summary>
    public List<Recipient> Recipients { get; } = [];

    /// <summary>BODY parameter, upper case: <c>7BIT</c>, <c>8BITMIME</c>, <c>BINARYMIME</c>; null when not given (RFC 6152).</summary>
    public string? Body { get; set; }

    /// <summary>The content may be anything, and is not made of lines (RFC 3030 section 3).</summary>
    public bool IsBinary => Body == "BINARYMIME";

    /// <summary>SMTPUTF8 was given (RFC 6531).</summary>
    public bool SmtpUtf8 { get; set; }

    /// <summary>SIZE parameter in octets, or null (RFC 1870).</summary>
    public long? DeclaredSize { get; set; }

    /// <summary>The MAIL parameters as sent, keyword in upper case, value null where none was given.</summary>
    public IReadOnlyList<EsmtpParameter> Parameters { get; set; } = [];

    /// <summary>What the parameters ask for, or null when they ask for nothing beyond the plain transfer.</summary>
    public MailRequests? Requests { get; set; }

    internal MailRequests Ask() => Requests ??= new MailRequests();

    /// <summary>What XFORWARD said of where the message came from, or null.</summary>
    public IReadOnlyList<EsmtpParameter>? Forwarded { get; init; }

    /// <summary>How the content came.</summary>
    public ContentVia Via { get; set; }

    /// <summary>Number of the transcript line that opened the transaction (MAIL).</summary>
    public int FirstLine { get; set; }

    /// <summary>Lines that answer the end of the message: one, but for LMTP and its like.</summary>
    public int AnswerLines { get; set; } = 1;

    /// <summary>Lint findings about this transaction's conversation.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>Ids of the fault rules that acted on this transaction, each once.</summary>
    public IReadOnlyList<string> RuleIds => ruleIds ?? (IReadOnlyList<string>)[];

    /// <summary>What the receiver saw in the octets as they passed.</summary>
    public ContentFacts Content { get; set; }

    /// <summary>A fault rule acts on this transaction.</summary>
    internal void AddRule(string ruleId)
    {
        ruleIds ??= [];
        if (!ruleIds.Contains(ruleId)) ruleIds.Add(ruleId);
    }
}

/// <summary>One accepted RCPT.</summary>
/// <param name="Address">Forward-path without brackets and source route, as sent.</param>
/// <param name="Parameters">The RCPT parameters as sent, keyword in upper case.</param>
public sealed record Recipient(string Address, IReadOnlyList<EsmtpParameter> Parameters)
{
    /// <summary>What becomes of the message for this recipient, or null for what becomes of it for all.</summary>
    public RecipientOutcome? Outcome { get; set; }

    /// <summary>What the parameters ask for, or null when there are none.</summary>
    public RecipientRequests? Requests { get; set; }

    internal RecipientRequests Ask() => Requests ??= new RecipientRequests();
}

/// <param name="Keyword">Upper case.</param>
/// <param name="Value">As sent, or null where the parameter has none.</param>
public readonly record struct EsmtpParameter(string Keyword, string? Value);

/// <summary>Which command carried the content.</summary>
public enum ContentVia : byte
{
    /// <summary>DATA, ended by CRLF.CRLF.</summary>
    Data,

    /// <summary>BDAT, counted (RFC 3030).</summary>
    Bdat,

    /// <summary>Put in through the REST API, without SMTP.</summary>
    Rest,

    /// <summary>Made by the server itself: a delivery report.</summary>
    Report,
}

/// <summary>What was seen in a message's octets while they passed; each is a lint finding's evidence.</summary>
[Flags]
public enum ContentFacts
{
    None = 0,

    /// <summary>LF without CR before it.</summary>
    BareLf = 1,

    /// <summary>CR without LF behind it.</summary>
    BareCr = 2,

    /// <summary>NUL octet.</summary>
    Nul = 4,

    /// <summary>Octet above 127.</summary>
    EightBit = 8,

    /// <summary>A line of more than 998 octets without its CRLF (RFC 5321 section 4.5.3.1.6).</summary>
    LongLine = 16,

    /// <summary>A sequence that some servers would take for the end of data (SMTP smuggling).</summary>
    EndLookAlike = 32,
}
