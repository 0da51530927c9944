using static MailSink.Configuration.ValueKinds;

namespace MailSink.Configuration;

/// <summary>
/// Everything an operator can set, a row each. The command line, its help, the environment, appsettings.json and the table in
/// the README are projections of this one.
/// </summary>
internal static class OptionTable
{
    public static IReadOnlyList<OptionRow> Rows { get; } =
    [
        One("--smtp-port", "Smtp:Port", "1025", "SMTP, plain; `0` = any free port, `off` = none", PortOrOff,
            static (o, v) => o with { SmtpPort = v }),
        Flag("--starttls", "Smtp:StartTls", "Offer STARTTLS on the plain port too", static (o, v) => o with { StartTls = v }),
        One("--starttls-port", "Smtp:StartTlsPort", "auto",
            "SMTP with STARTTLS; `auto` = 1587, or any free port when `--smtp-port` is not 1025, `0` = any free port, `off` = none",
            PortAutoOrOff, static (o, v) => o with { StartTlsPort = v }),
        One("--smtps-port", "Smtp:SmtpsPort", "auto",
            "SMTP inside TLS; `auto` = 1465, or any free port when `--smtp-port` is not 1025, `0` = any free port, `off` = none",
            PortAutoOrOff, static (o, v) => o with { SmtpsPort = v }),
        Many("--listen", "Smtp:Listen", "",
            "One more listener, such as `lmtp@127.0.0.1:2424` or `mx=starttls+auth@unix:/run/mx.sock`; may be repeated", Listener,
            static (o, v) => o with { Listen = v }),
        Many("--trusted-client", "Smtp:TrustedClients", "",
            "Peer whose PROXY header, XCLIENT and XFORWARD are believed where a listener takes them; may be repeated. Default: loopback", Network,
            static (o, v) => o with { TrustedClients = v }),
        One("--tls-cert", "Tls:Certificate", "", "Certificate, PEM (with its chain) or PFX. Default: one of a local authority, made at first use",
            FilePath, static (o, v) => o with { TlsCertificate = v }),
        One("--tls-key", "Tls:Key", "", "Private key of the certificate, PEM. Default: in the certificate's own file", FilePath,
            static (o, v) => o with { TlsKey = v }),
        One("--tls-password", "Tls:Password", "", "Password of the PFX or key file; better given by its variable", Password,
            static (o, v) => o with { TlsPassword = v }),
        One("--tls-client-ca", "Tls:ClientCa", "", "Authorities whose client certificates are trusted, PEM. Default: the system's", FilePath,
            static (o, v) => o with { TlsClientCa = v }),
        One("--http-port", "Http:Port", "8025", "Web UI and REST; `0` = any free port", Port, static (o, v) => o with { HttpPort = v }),
        Many("--bind", "Bind", "127.0.0.1, ::1", "Address every port listens on; may be repeated", Address,
            static (o, v) => o with { Bind = [.. v.SelectMany(static a => a == ValueKinds.Localhost ? ["127.0.0.1", "::1"] : new[] { a })] }),
        Flag("--allow-public", "AllowPublic", "Allow `--bind` with an address other machines can reach",
            static (o, v) => o with { AllowPublic = v }),
        One("--data", "Data", "", "Folder of the stored mail; `:memory:` keeps nothing. Default: the user's local application data",
            Folder, static (o, v) => o with { Data = v }),
        One("--base-path", "Http:BasePath", "", "Path below which the web side lives behind a reverse proxy", UrlPath,
            static (o, v) => o with { BasePath = v }),
        Many("--allowed-host", "Http:AllowedHosts", "", "Host name the web side answers to besides local names; may be repeated", HostName,
            static (o, v) => o with { AllowedHosts = v }),
        Many("--trusted-proxy", "Http:TrustedProxies", "", "Reverse proxy whose `X-Forwarded-*` is believed; may be repeated", Network,
            static (o, v) => o with { TrustedProxies = v }),
        One("--host-name", "Smtp:HostName", "", "The server's own name in SMTP replies. Default: the machine's name", HostName,
            static (o, v) => o with { HostName = v }),
        One("--max-message-size", "Smtp:MaxMessageSize", "50MiB", "Largest message; `0` = unlimited", Size,
            static (o, v) => o with { MaxMessageSize = v }),
        One("--max-connections", "Smtp:MaxConnections", "10000", "SMTP connections at once; `0` = unlimited", Count,
            static (o, v) => o with { MaxConnections = v }),
        One("--max-connections-per-address", "Smtp:MaxConnectionsPerAddress", "0",
            "SMTP connections at once from one address; `0` = unlimited", Count, static (o, v) => o with { MaxConnectionsPerAddress = v }),
        Many("--etrn-relay", "Smtp:EtrnRelays", "",
            "Host that ETRN sends held mail to: the domain NODE, `@NODE` with those below it, `#NODE` all mail; may be repeated", Relay,
            static (o, v) => o with { EtrnRelays = v }),
        Flag("--strict", "Smtp:Strict", "Refuse what the RFCs let a server refuse, instead of accepting and flagging it",
            static (o, v) => o with { Strict = v }),
        One("--bare-newlines", "Smtp:BareNewlines", "auto",
            "A bare CR or LF in a message: `accept` keeps it, `normalize` stores CRLF, `reject` refuses the message; `auto` = `reject` where strict, else `accept`",
            ValueKinds.Newlines, static (o, v) => o with { BareNewlines = v }),
        Flag("--lmtp-silent-last", "Smtp:LmtpSilentLast",
            "LMTP: no reply to `BDAT LAST` without an accepted recipient, as RFC 2033 has it, instead of one 503",
            static (o, v) => o with { LmtpSilentLast = v }),
        Many("--silence-lint", "Lint:Silence", "", "Lint finding that is not reported, such as S15; may be repeated", LintId,
            static (o, v) => o with { SilencedLint = v }),
        One("--fault-domain", "Smtp:FaultDomain", "fault.test",
            "Domain of the magic recipients, such as `code-452@fault.test`; `off` = none", DomainOrOff,
            static (o, v) => o with { FaultDomain = v }),
        Each("--smtp-user", "Smtp:Users", "", "Who may log in; may be repeated. With nobody named anybody may, with any password", LoginSettings.User,
            static (o, v) => o with { SmtpUsers = v }),
        One("--smtp-users-file", "Smtp:UsersFile", "", "File of those who may log in, a line each: `name:password` or `name:password:domain,domain`", LoginSettings.UsersFile,
            static (o, v) => o with { SmtpUsersFile = v }),
        Flag("--require-auth", "Smtp:RequireAuth", "Take no mail before a login: 530", static (o, v) => o with { RequireAuth = v }),
        Many("--auth-mechanisms", "Smtp:AuthMechanisms", "",
            "The SASL mechanisms to offer; may be repeated. Default: all but `ANONYMOUS` and those that are only announced", LoginSettings.Mechanism,
            static (o, v) => o with { AuthMechanisms = v }),
        Flag("--auth-legacy-line", "Smtp:AuthLegacyLine", "List the mechanisms behind `AUTH=` too, for very old clients",
            static (o, v) => o with { AuthLegacyLine = v }),
        One("--vrfy", "Smtp:Vrfy", "private",
            "VRFY and EXPN: `private` answers 252, `known` tells of the recipients seen so far, `off` refuses both", ValueKinds.Telling,
            static (o, v) => o with { Vrfy = v }),
        Many("--disable-extension", "Smtp:DisabledExtensions", "", "ESMTP extension neither announced nor accepted, such as `CHUNKING`; may be repeated",
            ExtensionName, static (o, v) => o with { DisabledExtensions = v }),
        Many("--enable-extension", "Smtp:EnabledExtensions", "", "ESMTP extension to offer although it is off by default, such as `PRDR`; may be repeated",
            ExtensionName, static (o, v) => o with { EnabledExtensions = v }),
        One("--max-recipients", "Smtp:MaxRecipients", "1000", "Recipients of one message; the next gets 452", AtLeastOne,
            static (o, v) => o with { MaxRecipients = v }),
        One("--max-mails", "Smtp:MaxMails", "0", "MAIL commands in one session, the next gets 421; `0` = unlimited", Count,
            static (o, v) => o with { MaxMails = v }),
        One("--max-recipient-domains", "Smtp:MaxRecipientDomains", "0",
            "Different domains of recipients in one session, the next gets 452; `0` = unlimited", Count,
            static (o, v) => o with { MaxRecipientDomains = v }),
        Many("--refuse-solicitation", "Smtp:RefusedSolicitations", "",
            "Class of advertising that `NO-SOLICITING` declines, such as `net.example:ADV`; may be repeated", SolicitationClass,
            static (o, v) => o with { RefusedSolicitations = v }),
        One("--retention-age", "Retention:Age", "7d", "Messages older than this are removed; `0` = never", Age,
            static (o, v) => o with { RetentionAge = v }),
        One("--retention-size", "Retention:Size", "10GiB", "Total size beyond which the oldest messages are removed; `0` = unlimited", Size,
            static (o, v) => o with { RetentionSize = v }),
        One("--retention-count", "Retention:Count", "0", "Number of messages beyond which the oldest are removed; `0` = unlimited",
            LongCount, static (o, v) => o with { RetentionCount = v }),
        One("--retention-min-age", "Retention:MinAge", "10m", "Nothing younger is removed to make room: new mail gets 452 instead", Age,
            static (o, v) => o with { RetentionMinAge = v }),
        One("--retention-sessions", "Retention:Sessions", "24h", "Sessions that brought no mail are removed after this; `0` = never", Age,
            static (o, v) => o with { RetentionSessions = v }),
        Flag("--show-secrets", "Transcripts:ShowSecrets", "Keep passwords in transcripts instead of `•••`",
            static (o, v) => o with { ShowSecrets = v }),
        One("--log-level", "Log:Level", "warning", "Least severe log line written: debug, information, warning, error, none", Level,
            static (o, v) => o with { LogLevel = v }),
    ];

    private static OptionRow One<T>(
        string name, string key, string @default, string description, ValueKind<T> kind, Func<SinkOptions, T, SinkOptions> set) =>
        new(name, key, kind.Placeholder, @default, description, OptionArity.One, (options, values) =>
        {
            if (values.Count != 1) return (null, $"takes one value, not {values.Count}");
            return kind.TryParse(values[0], out var value) ? (set(options, value), null) : (null, Expected(kind, values[0]));
        });

    private static OptionRow Flag(string name, string key, string description, Func<SinkOptions, bool, SinkOptions> set) =>
        One(name, key, "false", description, ValueKinds.Flag, set) with { Arity = OptionArity.Flag };

    private static OptionRow Many<T>(
        string name, string key, string @default, string description, ValueKind<T> kind,
        Func<SinkOptions, IReadOnlyList<T>, SinkOptions> set) =>
        new(name, key, kind.Placeholder, @default, description, OptionArity.Many, (options, values) =>
        {
            var list = new List<T>();
            const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            foreach (var text in values.SelectMany(static v => v.Split(',', Tidy)))
            {
                if (!kind.TryParse(text, out var value)) return (null, kind.Explain?.Invoke(text) ?? Expected(kind, text));
                list.Add(value);
            }

            return list.Count > 0 ? (set(options, list), null) : (null, $"needs {kind.Expected}");
        });

    /// <summary>As <see cref="Many"/>, of values in which a comma is a comma.</summary>
    private static OptionRow Each<T>(
        string name, string key, string @default, string description, ValueKind<T> kind,
        Func<SinkOptions, IReadOnlyList<T>, SinkOptions> set) =>
        new(name, key, kind.Placeholder, @default, description, OptionArity.Many, (options, values) =>
        {
            var list = new List<T>();
            foreach (var text in values)
            {
                if (!kind.TryParse(text, out var value)) return (null, kind.Explain?.Invoke(text) ?? Expected(kind, text));
                list.Add(value);
            }

            return (set(options, list), null);
        });

    private static string Expected<T>(ValueKind<T> kind, string text) => $"\"{text}\" is not {kind.Expected}";
}
