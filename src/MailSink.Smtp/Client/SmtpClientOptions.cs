namespace MailSink.Smtp;

/// <summary>Every knob of the client half. The defaults of the time limits are those of RFC 5321 section 4.5.3.2.</summary>
public sealed record SmtpClientOptions
{
    /// <summary>The name this side greets with: a domain or an address literal in brackets.</summary>
    public string HelloName { get; init; } = "localhost";

    /// <summary>Speak LMTP (RFC 2033): LHLO, and a reply for each recipient behind the message.</summary>
    public bool IsLmtp { get; init; }

    /// <summary>Whether and how the connection is made secure.</summary>
    public ClientTls Tls { get; init; } = ClientTls.None;

    /// <summary>Who logs in, or null for nobody.</summary>
    public ClientCredentials? Credentials { get; init; }

    /// <summary>Send messages with BDAT where the other side offers CHUNKING: their octets arrive as they are.</summary>
    public bool UseChunking { get; init; } = true;

    /// <summary>Send commands in groups where the other side offers PIPELINING.</summary>
    public bool UsePipelining { get; init; } = true;

    /// <summary>Keep secrets in the transcript. Off unless the operator asks for it.</summary>
    public bool ShowSecrets { get; init; }

    /// <summary>How long to wait for a connection and for TLS.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait for the greeting (section 4.5.3.2.1).</summary>
    public TimeSpan GreetingTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for the reply to a command (sections 4.5.3.2.2 and 4.5.3.2.3), and for octets to be taken.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for 354 (section 4.5.3.2.4).</summary>
    public TimeSpan DataTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long to wait for the reply to the message. Section 4.5.3.2.6 wants 10 minutes: whoever gives up sooner sends the message
    /// twice.
    /// </summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait for the reply to QUIT; what was delivered is safe by then.</summary>
    public TimeSpan QuitTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
