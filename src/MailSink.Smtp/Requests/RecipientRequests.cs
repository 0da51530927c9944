namespace MailSink.Smtp;

/// <summary>What the parameters of one RCPT ask for, read and checked.</summary>
public sealed class RecipientRequests
{
    /// <summary>NOTIFY (RFC 3461 section 4.1).</summary>
    public NotifyOn Notify { get; set; }

    /// <summary>ORCPT (RFC 3461 section 4.2).</summary>
    public OriginalRecipient? Original { get; set; }

    /// <summary>RRVS (RFC 7293).</summary>
    public ValidSince? ValidSince { get; set; }
}
