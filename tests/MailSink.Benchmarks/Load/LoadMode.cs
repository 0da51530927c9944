namespace MailSink.Benchmarks.Load;

/// <summary>How a session puts its commands on the wire.</summary>
internal enum LoadMode
{
    /// <summary>
    /// One write per message: content, then the next message's MAIL, RCPT and DATA. RFC 2920 section 3.1 allows it: "The actual
    /// transfer of message content is explicitly allowed to be the first 'command' in a group", and DATA is the last.
    /// </summary>
    Pipelined,

    /// <summary>Each command waits for the reply to the one before; the connection is used again.</summary>
    LockStep,

    /// <summary>MAIL, RCPT, BDAT … LAST and the octets in one write (RFC 3030); the connection is used again.</summary>
    Bdat,

    /// <summary>A connection for each message: connect, EHLO, a group, the content with QUIT behind it.</summary>
    OnePerConnection,
}
