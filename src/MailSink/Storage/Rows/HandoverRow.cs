namespace MailSink.Storage.Rows;

/// <summary>
/// Table <c>handover</c>: what became of a message that was sent on to somebody, by ATRN, TURN or ETRN; key (content, domain,
/// recipient). There is a row only where a delivery was tried: mail that was never asked for has none.
/// </summary>
public sealed class HandoverRow
{
    public long ContentId { get; set; }

    /// <summary>As in <see cref="RecipientDomainRow.Domain"/>.</summary>
    public string Domain { get; set; } = "";

    /// <summary>As the envelope has it.</summary>
    public string Recipient { get; set; } = "";

    public HandoverState State { get; set; }

    /// <summary>When, Unix microseconds.</summary>
    public long AtUs { get; set; }

    /// <summary>The reply, else why there was none; bounded.</summary>
    public string Reply { get; set; } = "";
}

public enum HandoverState
{
    /// <summary>Tried, and waits for the next time.</summary>
    Queued,

    /// <summary>The other side has taken responsibility.</summary>
    Delivered,

    /// <summary>Refused for good.</summary>
    Refused,
}
