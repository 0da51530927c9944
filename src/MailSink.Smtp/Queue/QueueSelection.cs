namespace MailSink.Smtp;

/// <summary>Whose mail is meant.</summary>
/// <param name="Domains">In canonical form; empty for all there are.</param>
/// <param name="WithSubdomains">The domains below them too.</param>
public sealed record QueueSelection(IReadOnlyList<string> Domains, bool WithSubdomains = false)
{
    /// <summary>All mail.</summary>
    public static QueueSelection All { get; } = new([]);

    /// <summary>Whether mail for an address is meant.</summary>
    public bool Includes(string address)
    {
        if (Domains.Count == 0) return true;
        var domain = DomainForm.OfAddress(address);
        foreach (var wanted in Domains)
        {
            if (domain == wanted) return true;
            if (WithSubdomains && domain.Length > wanted.Length && domain[^(wanted.Length + 1)] == '.' && domain.EndsWith(wanted, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}

/// <summary>What ETRN names.</summary>
public enum QueueNodeKind : byte
{
    /// <summary>A node: its own mail.</summary>
    Node,

    /// <summary><c>@</c>: a node and all below it.</summary>
    Tree,

    /// <summary><c>#</c>: a queue, "entirely a local matter" (RFC 1985 section 5.3).</summary>
    Queue,
}

/// <summary>The argument of ETRN (RFC 1985 section 5).</summary>
/// <param name="Kind">By its option character.</param>
/// <param name="Name">A domain in canonical form; a queue's name in lower case.</param>
public readonly record struct QueueNode(QueueNodeKind Kind, string Name)
{
    private const int LongestName = 255;

    /// <summary>Reads <c>[@|#]node</c>.</summary>
    /// <returns>False when it is neither a domain nor the name of a queue.</returns>
    public static bool TryParse(string text, out QueueNode node)
    {
        node = default;
        if (text.Length is 0 or > LongestName) return false;
        var kind = text[0] switch { '@' => QueueNodeKind.Tree, '#' => QueueNodeKind.Queue, _ => QueueNodeKind.Node };
        var name = kind == QueueNodeKind.Node ? text : text[1..];
        if (name.Length == 0 || name.AsSpan().ContainsAny(' ', '=', ',') || name.Any(char.IsControl)) return false;
        if (kind != QueueNodeKind.Queue && !DomainParser.IsDomain(System.Text.Encoding.UTF8.GetBytes(name))) return false;
        node = new(kind, DomainForm.Canonical(name));
        return true;
    }

    /// <summary>As ETRN writes it.</summary>
    public override string ToString() => Kind switch
    {
        QueueNodeKind.Tree => $"@{Name}",
        QueueNodeKind.Queue => $"#{Name}",
        _ => Name,
    };
}
