using System.Net;

namespace MailSink.Smtp;

/// <summary>
/// The live facts of one session. The engine's thread writes, any other thread may read: each value is whole by itself,
/// two values read together may be a moment apart.
/// </summary>
public sealed class SessionStatus
{
    /// <summary>Name of the listener that took the connection.</summary>
    public required string Listener { get; init; }

    /// <summary>
    /// The client's address, or null where there is none (unix socket, in-memory pipe). A PROXY header or XCLIENT may have said
    /// who the client is; <see cref="Peer"/> is who said it.
    /// </summary>
    public IPEndPoint? Remote { get; set; }

    /// <summary>Who is at the other end of the socket, or null where the transport has no addresses.</summary>
    public IPEndPoint? Peer { get; init; }

    /// <summary>The client's address as a PROXY header gave it, or null where none did; XCLIENT does not change it.</summary>
    public IPEndPoint? Proxied { get; init; }

    /// <summary>The client's host name as XCLIENT gave it, or null.</summary>
    public string? RemoteName { get; set; }

    /// <summary>The address the client connected to.</summary>
    public IPEndPoint? Local { get; set; }

    /// <summary>This program made the connection: it is the client from the start.</summary>
    public bool IsOutbound { get; init; }

    /// <summary>Start of the session, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Argument of the last accepted EHLO, HELO or LHLO.</summary>
    public string? Helo { get; set; }

    /// <summary>Protocol state, as RFC 5321 section 4.1.4 orders the commands.</summary>
    public Phase Phase { get; set; }

    /// <summary>SASL mechanism of the successful AUTH, upper case.</summary>
    public string? AuthMechanism { get; set; }

    /// <summary>User name of the successful AUTH. Never a secret.</summary>
    public string? AuthUser { get; set; }

    /// <summary>TLS version as text ("TLS 1.3"), or null in clear text.</summary>
    public string? TlsProtocol { get; set; }

    /// <summary>TLS cipher suite's name, or null in clear text.</summary>
    public string? TlsCipher { get; set; }

    /// <summary>The name the client asked for when TLS began (SNI, RFC 6066 section 3), or null.</summary>
    public string? TlsServerName { get; set; }

    /// <summary>The certificate the client showed in TLS, trusted or not, or null.</summary>
    public ClientCertificate? ClientCertificate { get; set; }

    /// <summary>Commands read so far.</summary>
    public int Commands { get; set; }

    /// <summary>Messages acknowledged with 250 so far.</summary>
    public int Messages { get; set; }

    /// <summary>The worst reply sent: the highest code of 400 and above, 0 if there was none.</summary>
    public int WorstReply { get; set; }

    /// <summary>Octets read from the client.</summary>
    public long OctetsIn { get; set; }

    /// <summary>Octets written to the client.</summary>
    public long OctetsOut { get; set; }
}

/// <summary>Where in the protocol a session stands.</summary>
public enum Phase : byte
{
    /// <summary>Greeting sent, no EHLO or HELO yet.</summary>
    Connected,

    /// <summary>EHLO or HELO accepted.</summary>
    Greeted,

    /// <summary>Within an AUTH exchange.</summary>
    Authenticating,

    /// <summary>MAIL accepted, no recipient yet.</summary>
    Mail,

    /// <summary>At least one recipient accepted.</summary>
    Recipient,

    /// <summary>354 sent, message octets are coming.</summary>
    Data,

    /// <summary>At least one BDAT chunk accepted, no LAST yet.</summary>
    Chunking,

    /// <summary>A BDAT chunk failed; RFC 3030 section 2 calls the state indeterminate until RSET.</summary>
    ChunkingFailed,

    /// <summary>The session is over.</summary>
    Closed,

    /// <summary>250 to ATRN or TURN sent: the connection is turned round, this side is the SMTP client; also where it made the connection.</summary>
    Reversed,

    /// <summary>The greeting refused the client: only QUIT is served (RFC 5321 section 3.1).</summary>
    Refused,
}

/// <summary>Who ended a session.</summary>
public enum SessionEnd : byte
{
    /// <summary>The client said QUIT.</summary>
    Quit,

    /// <summary>The client closed or reset the connection without QUIT.</summary>
    Client,

    /// <summary>The server closed it (protocol desync, limit).</summary>
    Server,

    /// <summary>A time limit ran out.</summary>
    Timeout,

    /// <summary>An injected fault closed it.</summary>
    Fault,

    /// <summary>The server is stopping.</summary>
    Shutdown,
}
