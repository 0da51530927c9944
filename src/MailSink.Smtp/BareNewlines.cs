namespace MailSink.Smtp;

/// <summary>
/// What becomes of a CR or LF that stands alone in a message: "Conforming implementations MUST NOT recognize or generate any other
/// character or character sequence as a line terminator" than CRLF (RFC 5321 section 2.3.8). It is flagged in any case, and never
/// looked at for the end of DATA.
/// </summary>
public enum BareNewlines : byte
{
    /// <summary>Refused by a strict listener, else kept.</summary>
    Auto,

    /// <summary>Kept as it came.</summary>
    Accept,

    /// <summary>Stored as CRLF.</summary>
    Normalize,

    /// <summary>The message is refused with 554 once its end was found.</summary>
    Reject,
}
