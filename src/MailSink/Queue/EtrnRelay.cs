using System.Globalization;
using MailSink.Smtp;

namespace MailSink.Queue;

/// <summary>
/// Where mail for a node goes when ETRN asks for it: an operator's <c>NODE=[SCHEME://][USER:PASSWORD@]HOST:PORT</c>. Scheme
/// <c>smtp</c>, the default, is clear text; <c>starttls</c> and <c>smtps</c> want TLS and a certificate that can be verified.
/// </summary>
/// <param name="Node">A domain, <c>@domain</c> with those below it, or <c>#queue</c> for all mail.</param>
/// <param name="Host">Name or address to connect to.</param>
/// <param name="Port">Its port.</param>
/// <param name="Tls">When TLS begins.</param>
/// <param name="Credentials">Who logs in there, or null for nobody.</param>
public sealed record EtrnRelay(QueueNode Node, string Host, int Port, ClientTlsMode Tls = ClientTlsMode.None, ClientCredentials? Credentials = null)
{
    /// <summary>How it is written, for who wrote it otherwise.</summary>
    internal const string Shape = "a relay such as example.org=127.0.0.1:2525 or example.org=starttls://joe:secret@mail.example.org:587";

    private const string SchemeEnd = "://";

    private static readonly Dictionary<string, ClientTlsMode> s_schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["smtp"] = ClientTlsMode.None,
        ["starttls"] = ClientTlsMode.StartTls,
        ["smtps"] = ClientTlsMode.Implicit,
    };

    /// <summary>Reads one. An IPv6 address stands in brackets, octets of user and password that mean something here as <c>%XX</c>.</summary>
    public static bool TryParse(string text, out EtrnRelay relay)
    {
        relay = new EtrnRelay(default, "", 0);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || !QueueNode.TryParse(text[..equals], out var node)) return false;
        if (!TryReadScheme(text[(equals + 1)..], out var tls, out var target)) return false;
        // The last one: an unescaped @ in a password is more likely than one in a host.
        var at = target.LastIndexOf('@');
        if (!TryReadCredentials(at < 0 ? null : target[..at], out var credentials)) return false;
        if (!TryReadHost(target[(at + 1)..], out var host, out var port)) return false;
        relay = new EtrnRelay(node, host, port, tls, credentials);
        return true;
    }

    /// <summary>Whether ETRN with that argument means this relay.</summary>
    public bool Serves(QueueNode asked)
    {
        if (Node.Kind == QueueNodeKind.Queue || asked.Kind == QueueNodeKind.Queue) return asked == Node;
        return Node.Kind == QueueNodeKind.Tree ? Within(asked.Name, Node.Name) : asked.Name == Node.Name;
    }

    /// <summary>The mail it gets when asked so.</summary>
    public static QueueSelection SelectionOf(QueueNode asked) => asked.Kind switch
    {
        QueueNodeKind.Queue => QueueSelection.All,
        QueueNodeKind.Tree => new QueueSelection([asked.Name], WithSubdomains: true),
        _ => new QueueSelection([asked.Name]),
    };

    private static bool TryReadScheme(string text, out ClientTlsMode tls, out string target)
    {
        var end = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        target = end < 0 ? text : text[(end + SchemeEnd.Length)..];
        tls = ClientTlsMode.None;
        return end < 0 || s_schemes.TryGetValue(text[..end], out tls);
    }

    private static bool TryReadCredentials(string? text, out ClientCredentials? credentials)
    {
        credentials = null;
        if (text is null) return true;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == text.Length - 1) return false;
        credentials = new ClientCredentials(Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
        return true;
    }

    private static bool TryReadHost(string text, out string host, out int port)
    {
        var colon = text.LastIndexOf(':');
        (host, port) = ("", 0);
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > ushort.MaxValue) return false;
        host = text[..colon];
        var isLiteral = host.StartsWith('[') && host.EndsWith(']');
        if (isLiteral) host = host[1..^1];
        return Uri.CheckHostName(host) is var kind && kind != UriHostNameType.Unknown && isLiteral == (kind == UriHostNameType.IPv6);
    }

    private static bool Within(string domain, string tree) =>
        domain == tree || domain.Length > tree.Length && domain.EndsWith(tree, StringComparison.Ordinal) && domain[^(tree.Length + 1)] == '.';
}
