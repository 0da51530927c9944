namespace MailSink.Smtp;

/// <summary>How bad a finding is.</summary>
public enum Severity : byte
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Violates a SHOULD or breaks with real servers.</summary>
    Warning,

    /// <summary>Violates a MUST.</summary>
    Error,
}

/// <summary>One thing a client did wrong or oddly.</summary>
/// <param name="Id">Row of the lint table, such as <c>S02</c>; stable.</param>
/// <param name="Detail">What was seen, in English, with the offending words.</param>
/// <param name="Line">Number of the transcript line it is about, or null.</param>
/// <param name="Offset">Offset in octets into the content, or null.</param>
public sealed record Finding(string Id, string Detail, int? Line = null, long? Offset = null)
{
    /// <summary>How often it was seen in this transaction.</summary>
    public int Count { get; set; } = 1;

    /// <summary>The severity where it differs from the row's, such as clear-text AUTH on loopback; else null.</summary>
    public Severity? Severity { get; init; }
}
