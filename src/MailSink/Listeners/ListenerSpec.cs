using System.Net;

namespace MailSink.Listeners;

/// <summary>How TLS begins on a listener.</summary>
public enum ListenerTls
{
    /// <summary>Never.</summary>
    None,

    /// <summary>By STARTTLS.</summary>
    StartTls,

    /// <summary>With the first octet.</summary>
    Implicit,
}

/// <summary>A listener as an operator describes it: its name, how it behaves, and where it listens.</summary>
public sealed record ListenerSpec
{
    /// <summary>Stable name; a session's <c>listener</c> is this.</summary>
    public required string Name { get; init; }

    /// <summary>How TLS begins.</summary>
    public ListenerTls Tls { get; init; }

    /// <summary>LMTP (RFC 2033) instead of SMTP.</summary>
    public bool IsLmtp { get; init; }

    /// <summary>MAIL needs a login: 530 until then.</summary>
    public bool RequireAuth { get; init; }

    /// <summary>Everything needs STARTTLS: 530 until then.</summary>
    public bool RequireTls { get; init; }

    /// <summary>Refuse what the RFCs let a server refuse; null = as <c>--strict</c> says.</summary>
    public bool? Strict { get; init; }

    /// <summary>Every connection begins with a PROXY protocol header.</summary>
    public bool Proxy { get; init; }

    /// <summary>XCLIENT and XFORWARD are offered to trusted clients.</summary>
    public bool XClient { get; init; }

    /// <summary>Addresses; null = those of <c>--bind</c>.</summary>
    public IReadOnlyList<IPAddress>? Addresses { get; init; }

    /// <summary>0 = any free port; of no meaning with <see cref="Path"/>.</summary>
    public int Port { get; init; }

    /// <summary>Path of a unix socket instead of addresses and a port.</summary>
    public string? Path { get; init; }

    /// <summary>What it is in one word: <c>plain</c>, <c>starttls</c>, <c>tls</c> or <c>lmtp</c>.</summary>
    public string Mode => IsLmtp ? "lmtp" : Tls switch { ListenerTls.StartTls => "starttls", ListenerTls.Implicit => "tls", _ => "plain" };

    /// <summary>Scheme of its address: <c>smtp</c>, <c>smtps</c> or <c>lmtp</c>.</summary>
    public string Scheme => IsLmtp ? "lmtp" : Tls == ListenerTls.Implicit ? "smtps" : "smtp";

    /// <summary>Two of the same text are the same.</summary>
    public bool Equals(ListenerSpec? other) =>
        other is not null && (Name, Tls, IsLmtp, RequireAuth, RequireTls, Strict) == (other.Name, other.Tls, other.IsLmtp, other.RequireAuth, other.RequireTls, other.Strict)
        && (Proxy, XClient, Port, Path) == (other.Proxy, other.XClient, other.Port, other.Path)
        && (Addresses ?? []).SequenceEqual(other.Addresses ?? []);

    public override int GetHashCode() => HashCode.Combine(Name, Port, Path);
}
