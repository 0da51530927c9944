namespace MailSink.Smtp;

/// <summary>How a wait for the client ended.</summary>
internal enum Heard : byte
{
    /// <summary>What was waited for is there.</summary>
    Line,

    /// <summary>A whole line, longer than its limit.</summary>
    TooLong,

    /// <summary>So many octets without a line end that there is no use in reading on.</summary>
    Endless,

    /// <summary>A TLS handshake instead of a command.</summary>
    TlsHello,

    /// <summary>The client closed or lost the connection.</summary>
    End,

    /// <summary>A time limit ran out.</summary>
    TimedOut,

    /// <summary>The server is stopping.</summary>
    Stopping,

    /// <summary>A fault ends the session inside message content.</summary>
    Fault,
}
