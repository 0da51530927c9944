namespace MailSink.Smtp;

/// <summary>What a message's octets need of the way it goes (RFC 6152, RFC 3030).</summary>
public enum BodyNeed : byte
{
    /// <summary>Lines of ASCII.</summary>
    SevenBit,

    /// <summary>Octets above 127 that nobody ever declared: BODY=8BITMIME where that is offered, else they go as they came.</summary>
    EightBitUndeclared,

    /// <summary>Lines with octets above 127: only where 8BITMIME is offered.</summary>
    EightBit,

    /// <summary>Any octets: only where BINARYMIME is offered.</summary>
    Binary,
}

/// <summary>A message to be sent: its envelope, and where its octets come from. Nothing is held in memory but the buffer under way.</summary>
/// <param name="ReversePath">Sender without brackets; empty for the null reverse-path.</param>
/// <param name="Recipients">At least one.</param>
/// <param name="OpenContent">Opens the message's octets; called at most once, and only when somebody takes the message. The stream is disposed.</param>
public sealed record OutboundMessage(
    string ReversePath, IReadOnlyList<OutboundRecipient> Recipients, Func<CancellationToken, ValueTask<Stream>> OpenContent)
{
    /// <summary>Octets of the content where they are known: for SIZE.</summary>
    public long? Size { get; init; }

    /// <summary>What the octets need.</summary>
    public BodyNeed Body { get; init; }

    /// <summary>The header, or an address, needs SMTPUTF8 (RFC 6531); an address that is not ASCII is noticed without it.</summary>
    public bool NeedsSmtpUtf8 { get; init; }

    /// <summary>May only go over TLS, and only to who does the same (RFC 8689).</summary>
    public bool RequireTls { get; init; }

    /// <summary>RET of RFC 3461, <c>FULL</c> or <c>HDRS</c>; null for none. Sent where DSN is offered.</summary>
    public string? Ret { get; init; }

    /// <summary>ENVID of RFC 3461 as xtext; null for none.</summary>
    public string? EnvelopeId { get; init; }
}

/// <summary>A recipient of a message to be sent.</summary>
/// <param name="Address">Without brackets.</param>
/// <param name="Notify">NOTIFY of RFC 3461, such as <c>SUCCESS,FAILURE</c>; null for none.</param>
/// <param name="OriginalRecipient">ORCPT of RFC 3461, such as <c>rfc822;joe@example.org</c> with its address as xtext; null for none.</param>
public sealed record OutboundRecipient(string Address, string? Notify = null, string? OriginalRecipient = null);

/// <summary>What became of a message for one recipient.</summary>
public enum DeliveryOutcome : byte
{
    /// <summary>The other side has taken responsibility (2yz).</summary>
    Delivered,

    /// <summary>Not now (4yz), or nobody knows: it has to be tried again.</summary>
    Kept,

    /// <summary>Refused for good (5yz), or it cannot go this way.</summary>
    Failed,
}

/// <summary>What became of a message for one recipient.</summary>
/// <param name="Recipient">As asked for.</param>
/// <param name="Outcome">What follows from the reply.</param>
/// <param name="Reply">The reply that decided, or null when there was none.</param>
/// <param name="Reason">Why, in English, where there is no reply: such as <c>8BITMIME is not offered</c>.</param>
public sealed record RecipientResult(OutboundRecipient Recipient, DeliveryOutcome Outcome, PeerReply? Reply, string? Reason)
{
    /// <summary>The reply, else the reason.</summary>
    public string Text => Reply?.ToString() ?? Reason ?? "";
}
