using System.Net;

namespace MailSink.Smtp;

/// <summary>Every knob of the engine. One instance serves all sessions of a listener.</summary>
public sealed record SmtpOptions
{
    /// <summary>The server's own name, first word of 220, 221, 421 and of the EHLO reply.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>Largest message in octets, announced by SIZE (RFC 1870); 0 = no limit. Default 50 MiB.</summary>
    public long MaxMessageSize { get; init; } = 50L * 1024 * 1024;

    /// <summary>Longest command line with its CRLF, in octets. RFC 5321 section 4.5.3.1.4 demands 512 plus what extensions add.</summary>
    public int MaxCommandLine { get; init; } = 2048;

    /// <summary>Longest MAIL or RCPT line with its CRLF, in octets.</summary>
    public int MaxPathLine { get; init; } = 4096;

    /// <summary>Longest AUTH response with its CRLF, in octets (RFC 4954 section 4.)</summary>
    public int MaxAuthLine { get; init; } = 12288;

    /// <summary>Octets without a line end after which the connection is closed with 421.</summary>
    public int MaxLineBeforeClose { get; init; } = 64 * 1024;

    /// <summary>Recipients in one transaction; the next gets 452 4.5.3. RFC 5321 section 4.5.3.1.8 demands at least 100.</summary>
    public int MaxRecipients { get; init; } = 1000;

    /// <summary>Refused commands in a row after which 421 4.7.0 closes the session; 0 = never.</summary>
    public int MaxErrors { get; init; }

    /// <summary>How long to wait for a command (RFC 5321 section 4.5.3.2.7: at least 5 minutes).</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for the next octets of a message.</summary>
    public TimeSpan DataTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Longest life of a session; 0 = unlimited.</summary>
    public TimeSpan SessionTimeout { get; init; }

    /// <summary>How long a stopping server waits for the rest of a message under way before it says 421.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Octets of one message from which on <see cref="MinDataRate"/> is demanded: a human at a terminal never gets there.</summary>
    public int DataRateGrace { get; init; } = 64 * 1024;

    /// <summary>Average octets per second demanded of message content beyond <see cref="DataRateGrace"/>; 0 = none.</summary>
    public int MinDataRate { get; init; } = 240;

    /// <summary>Refuse what the RFC lets a server refuse, instead of accepting and flagging it.</summary>
    public bool Strict { get; init; }

    /// <summary>What becomes of bare CR and LF in a message; BODY=BINARYMIME has no lines.</summary>
    public BareNewlines BareNewlines { get; init; }

    internal bool RefusesBareNewlines => BareNewlines == BareNewlines.Reject || BareNewlines == BareNewlines.Auto && Strict;

    /// <summary>The listener speaks LMTP (RFC 2033): LHLO greets, and each recipient gets a reply of its own at the end of a message.</summary>
    public bool IsLmtp { get; init; }

    /// <summary>
    /// LMTP: BDAT LAST without an accepted recipient gets no reply at all, as RFC 2033 section 4.3 has it. Off, it gets one 503,
    /// as from the servers in use: a client that pipelines then stays in step.
    /// </summary>
    public bool SilentLastWithoutRecipient { get; init; }

    /// <summary>Recipients of the form <c>bounce+550+5.1.1@any.domain</c> are accepted and reported as failed or delayed.</summary>
    public bool BounceAddresses { get; init; } = true;

    /// <summary>VRFY and EXPN tell of the mailboxes the host knows. Off, both are answered 252, as on public servers.</summary>
    public bool TellsMailboxes { get; init; }

    /// <summary>Keep secrets in transcripts. Off unless the operator asks for it.</summary>
    public bool ShowSecrets { get; init; }

    /// <summary>TLS on this listener; null = clear text only.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Ids of lint findings that are not reported.</summary>
    public IReadOnlySet<string> SilencedFindings { get; init; } = new HashSet<string>();

    /// <summary>Peers that may use XCLIENT and XFORWARD; empty = neither is there.</summary>
    public IReadOnlyList<IPNetwork> OriginFrom { get; init; } = [];

    /// <summary>The listener is one for submission (RFC 6409): what has no place between servers is offered too.</summary>
    public bool IsSubmission { get; init; }

    /// <summary>MAIL commands in one session, whatever became of them; the next gets 421 (RFC 9422, MAILMAX); 0 = unlimited.</summary>
    public int MaxMails { get; init; }

    /// <summary>Different domains of recipients in one session; the next gets 452 (RFC 9422, RCPTDOMAINMAX); 0 = unlimited.</summary>
    public int MaxRecipientDomains { get; init; }

    /// <summary>Shortest time in seconds that BY may set with R (RFC 2852 section 3); 0 = any.</summary>
    public int MinDeliverBy { get; init; }

    /// <summary>Longest time a message may be held for (RFC 4865 section 3).</summary>
    public TimeSpan MaxHold { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Solicitation classes that are declined (RFC 3865), such as <c>net.example:ADV</c>.</summary>
    public IReadOnlyList<string> RefusedSolicitations { get; init; } = [];

    /// <summary>EHLO keywords, upper case, that are neither announced nor accepted.</summary>
    public IReadOnlySet<string> DisabledExtensions
    {
        get;
        init => (field, Offered) = (value, ExtensionTable.Offered(value, EnabledExtensions));
    } = new HashSet<string>();

    /// <summary>EHLO keywords, upper case, of extensions that are off otherwise (<see cref="ExtensionRow.IsOptional"/>).</summary>
    public IReadOnlySet<string> EnabledExtensions
    {
        get;
        init => (field, Offered) = (value, ExtensionTable.Offered(DisabledExtensions, value));
    } = new HashSet<string>();

    /// <summary>Interrupted transactions of all sessions that these options serve.</summary>
    internal Checkpoints Checkpoints { get; private init; } = new();

    /// <summary>Bits of the extensions that the two sets leave (<see cref="Extension.Bit"/>).</summary>
    internal ulong Offered { get; private init; } = ExtensionTable.OfferedByDefault;

    /// <summary>Who may log in; by default anybody, with any password.</summary>
    public SmtpUsers Users { get; init; } = SmtpUsers.Anybody;

    /// <summary>Answer 530 5.7.0 to whatever needs a login before there was one (RFC 4954 section 6).</summary>
    public bool RequireAuth { get; init; }

    /// <summary>The SASL mechanisms on offer, upper case; empty for all that make sense without being asked for.</summary>
    public IReadOnlyList<string> AuthMechanisms { get; init; } = [];

    /// <summary>Announce the mechanisms as <c>AUTH=</c> too, as servers did before RFC 2554.</summary>
    public bool AuthLegacyLine { get; init; }

    /// <summary>Where the server's part of a challenge comes from; examples of RFCs need one that is known.</summary>
    internal Func<string> NewNonce { get; init; } = static () => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
