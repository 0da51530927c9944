using System.Globalization;
using MailSink.Smtp;

namespace MailSink.Queue;

/// <summary>Where mail for a node goes when ETRN asks for it: an operator's <c>NODE=HOST:PORT</c>.</summary>
/// <param name="Node">A domain, <c>@domain</c> with those below it, or <c>#queue</c> for all mail.</param>
/// <param name="Host">Name or address to connect to.</param>
/// <param name="Port">Its port.</param>
public sealed record EtrnRelay(QueueNode Node, string Host, int Port)
{
    /// <summary>Reads <c>NODE=HOST:PORT</c>; an IPv6 address stands in brackets.</summary>
    public static bool TryParse(string text, out EtrnRelay relay)
    {
        relay = new EtrnRelay(default, "", 0);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        if (equals < 0 || colon < equals || !QueueNode.TryParse(text[..equals], out var node)) return false;
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > ushort.MaxValue) return false;
        var host = text[(equals + 1)..colon];
        var isLiteral = host.StartsWith('[') && host.EndsWith(']');
        if (isLiteral) host = host[1..^1];
        if (Uri.CheckHostName(host) is var kind && kind == UriHostNameType.Unknown || isLiteral != (kind == UriHostNameType.IPv6)) return false;
        relay = new EtrnRelay(node, host, port);
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

    private static bool Within(string domain, string tree) =>
        domain == tree || domain.Length > tree.Length && domain.EndsWith(tree, StringComparison.Ordinal) && domain[^(tree.Length + 1)] == '.';
}
