namespace MailSink.Reports;

/// <summary>What a report says of its recipients (RFC 3464 section 2.3.3): a report for each, in this order.</summary>
internal enum ReportAction
{
    /// <summary>Not delivered yet.</summary>
    Delayed,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>In the recipient's mailbox: the sink is where the mail's way ends.</summary>
    Delivered,
}
