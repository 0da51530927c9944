using System.Net;
using MailSink.Listeners;
using MailSink.Queue;
using MailSink.Smtp;

namespace MailSink.Configuration;

/// <summary>
/// Everything an operator can set. The option table (<c>OptionTable</c>) maps each to its command-line option, environment
/// variable and key in appsettings.json.
/// </summary>
public sealed record SinkOptions
{
    /// <summary>Port of the plain SMTP listener; 0 = any free port, null = off.</summary>
    public int? SmtpPort { get; init; } = 1025;

    /// <summary>Of <see cref="StartTlsPort"/> and <see cref="SmtpsPort"/>: the usual port, or any free one when <see cref="SmtpPort"/> is not the usual one.</summary>
    public const int AutoPort = -1;

    /// <summary>The plain SMTP listener offers STARTTLS too.</summary>
    public bool StartTls { get; init; }

    /// <summary>Port of the SMTP listener that offers STARTTLS; <see cref="AutoPort"/> = 1587, 0 = any free port, null = off.</summary>
    public int? StartTlsPort { get; init; } = AutoPort;

    /// <summary>Port of the SMTP listener where TLS begins with the first octet; <see cref="AutoPort"/> = 1465, 0 = any free port, null = off.</summary>
    public int? SmtpsPort { get; init; } = AutoPort;

    /// <summary>Further listeners.</summary>
    public IReadOnlyList<ListenerSpec> Listen { get; init; } = [];

    /// <summary>PEM or PFX file of the certificate; empty = one of a local authority that the sink makes.</summary>
    public string TlsCertificate { get; init; } = "";

    /// <summary>PEM file of its key; empty = in the certificate's own file.</summary>
    public string TlsKey { get; init; } = "";

    /// <summary>Password of the PFX or key file; empty = none.</summary>
    public string TlsPassword { get; init; } = "";

    /// <summary>PEM file of the authorities whose client certificates are trusted; empty = the system's.</summary>
    public string TlsClientCa { get; init; } = "";

    /// <summary>Peers whose PROXY header, XCLIENT and XFORWARD are believed, on listeners that take them; empty = those on loopback.</summary>
    public IReadOnlyList<IPNetwork> TrustedClients { get; init; } = [];

    /// <summary>Port of the web UI and REST; 0 = any free port.</summary>
    public int HttpPort { get; init; } = 8025;

    /// <summary>Addresses every listener binds to.</summary>
    public IReadOnlyList<string> Bind { get; init; } = ["127.0.0.1", "::1"];

    /// <summary>Path the web side lives below, "" or "/mail".</summary>
    public string BasePath { get; init; } = "";

    /// <summary>Binding an address that is not loopback without authentication is meant.</summary>
    public bool AllowPublic { get; init; }

    /// <summary>Data folder, or <c>:memory:</c>: a private temporary folder that is removed at exit.</summary>
    public string Data { get; init; } = "";

    /// <summary>Host names the web side answers to beyond those allowed without configuration.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Reverse proxies whose X-Forwarded-* headers are believed: addresses or networks (<c>10.0.0.0/8</c>).</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>The server's own name in SMTP replies; empty = the machine's.</summary>
    public string HostName { get; init; } = "";

    /// <summary>The name in SMTP replies and delivery reports: <see cref="HostName"/>, else the machine's.</summary>
    internal string ServerName => HostName.Length > 0 ? HostName : Dns.GetHostName();

    /// <summary>Largest message in octets; 0 = unlimited.</summary>
    public long MaxMessageSize { get; init; } = 50L * 1024 * 1024;

    /// <summary>Connections at once over all SMTP listeners; the next gets 421; 0 = unlimited.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Connections at once from one address; 0 = unlimited.</summary>
    public int MaxConnectionsPerAddress { get; init; }

    /// <summary>Messages older than this are removed; zero = never.</summary>
    public TimeSpan RetentionAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Octets of content beyond which the oldest messages are removed; 0 = unlimited.</summary>
    public long RetentionSize { get; init; } = 10L * 1024 * 1024 * 1024;

    /// <summary>Messages beyond which the oldest are removed; 0 = unlimited.</summary>
    public long RetentionCount { get; init; }

    /// <summary>Nothing younger is removed to make room: 452 instead.</summary>
    public TimeSpan RetentionMinAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Sessions that brought no mail are removed after this; zero = never.</summary>
    public TimeSpan RetentionSessions { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Refuse what the RFCs let a server refuse.</summary>
    public bool Strict { get; init; }

    /// <summary>What becomes of bare CR and LF in messages.</summary>
    public BareNewlines BareNewlines { get; init; }

    /// <summary>LMTP: no reply at all to BDAT LAST without an accepted recipient.</summary>
    public bool LmtpSilentLast { get; init; }

    /// <summary>Where mail for a node goes when ETRN asks for it; nothing is sent on for any other.</summary>
    public IReadOnlyList<EtrnRelay> EtrnRelays { get; init; } = [];

    /// <summary>Ids of lint findings that are not reported, upper case.</summary>
    public IReadOnlyList<string> SilencedLint { get; init; } = [];

    /// <summary>Domain of the magic recipients, lower case; null = none.</summary>
    public string? FaultDomain { get; init; } = "fault.test";

    /// <summary>Who may log in; with nobody here and in <see cref="SmtpUsersFile"/> anybody may, with any password.</summary>
    public IReadOnlyList<SmtpUser> SmtpUsers { get; init; } = [];

    /// <summary>File of further users, a line each: <c>name:password[:domain,domain…]</c>, # begins a comment; empty = none.</summary>
    public string SmtpUsersFile { get; init; } = "";

    /// <summary>No mail before a login, on any listener.</summary>
    public bool RequireAuth { get; init; }

    /// <summary>SASL mechanisms on offer, upper case; empty = all that make sense without being asked for.</summary>
    public IReadOnlyList<string> AuthMechanisms { get; init; } = [];

    /// <summary>List the mechanisms behind <c>AUTH=</c> too.</summary>
    public bool AuthLegacyLine { get; init; }

    /// <summary>What VRFY and EXPN are answered.</summary>
    public Telling Vrfy { get; init; }

    /// <summary>ESMTP extensions that are neither announced nor accepted, keywords in upper case.</summary>
    public IReadOnlyList<string> DisabledExtensions { get; init; } = [];

    /// <summary>ESMTP extensions that are on although they are off by default, keywords in upper case.</summary>
    public IReadOnlyList<string> EnabledExtensions { get; init; } = [];

    /// <summary>MAIL commands in one session; 0 = unlimited.</summary>
    public int MaxMails { get; init; }

    /// <summary>Recipients of one message.</summary>
    public int MaxRecipients { get; init; } = 1000;

    /// <summary>Different recipient domains in one session; 0 = unlimited.</summary>
    public int MaxRecipientDomains { get; init; }

    /// <summary>Solicitation classes that are declined (RFC 3865).</summary>
    public IReadOnlyList<string> RefusedSolicitations { get; init; } = [];

    /// <summary>Keep secrets in transcripts.</summary>
    public bool ShowSecrets { get; init; }

    /// <summary>Least severe log line that is written.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;
}
