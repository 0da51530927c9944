namespace MailSink.Smtp;

/// <summary>What the parameters of MAIL ask for beyond the plain transfer, read and checked.</summary>
public sealed class MailRequests
{
    /// <summary>RET=FULL (true) or RET=HDRS (false): what a report of failure brings back (RFC 3461 section 4.3); null when not said.</summary>
    public bool? ReturnsFull { get; set; }

    /// <summary>ENVID, decoded (RFC 3461 section 4.4).</summary>
    public string? EnvelopeId { get; set; }

    /// <summary>BY (RFC 2852).</summary>
    public DeliverBy? DeliverBy { get; set; }

    /// <summary>HOLDFOR or HOLDUNTIL (RFC 4865).</summary>
    public HoldRequest? Hold { get; set; }

    /// <summary>MT-PRIORITY as the message has it now, -9 to 9 (RFC 6710 section 4.1).</summary>
    public int? Priority { get; set; }

    /// <summary>The priority is another than the client asked for.</summary>
    public bool PriorityChanged { get; set; }

    /// <summary>REQUIRETLS (RFC 8689).</summary>
    public bool RequireTls { get; set; }

    /// <summary>SOLICIT (RFC 3865 section 2.3).</summary>
    public IReadOnlyList<string> Solicitations { get; set; } = [];

    /// <summary>MTRK (RFC 3885).</summary>
    public MessageTracking? Tracking { get; set; }

    /// <summary>SUBMITTER, decoded (RFC 4405).</summary>
    public string? Submitter { get; set; }

    /// <summary>PRDR: each recipient gets a reply of its own at the end of the message.</summary>
    public bool RepliesPerRecipient { get; set; }

    /// <summary>TRANSID with its brackets, case-sensitive (RFC 1845).</summary>
    public string? TransactionId { get; set; }
}
