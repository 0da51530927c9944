namespace MailSink.Smtp;

/// <summary>An open mail transaction: from an accepted MAIL to the final reply, RSET or a new hello.</summary>
internal sealed class Transaction(Envelope envelope)
{
    public Envelope Envelope { get; } = envelope;

    /// <summary>RCPT commands that were refused; with none accepted, DATA is answered "no valid recipients".</summary>
    public int RefusedRecipients { get; set; }

    /// <summary>Something in it needs SMTPUTF8.</summary>
    public bool NeedsSmtpUtf8 { get; set; }

    /// <summary>Chunks of less than 1 KiB that were not the last.</summary>
    public int SmallChunks { get; set; }

    /// <summary>Where the octets go, once there are some.</summary>
    public ContentWriter? Content { get; set; }
}
