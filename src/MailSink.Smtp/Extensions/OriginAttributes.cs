using System.Globalization;
using System.Net;
using System.Text;

namespace MailSink.Smtp;

/// <summary>Attributes of XCLIENT and XFORWARD: <c>1*(SP name=xtext)</c>.</summary>
internal static class OriginAttributes
{
    private const string Ipv6 = "IPV6:";

    /// <summary>
    /// Whether the peer may say where mail comes from. Who came through a PROXY header counts as who it names: the proxy passes on
    /// whatever its clients say. Who reached a unix socket was let in by its file mode.
    /// </summary>
    public static bool IsTrusted(SmtpSession session) =>
        session.Options.OriginFrom.Count > 0
        && ((session.Status.Proxied ?? session.Status.Peer) is not { } peer || session.Options.OriginFrom.Any(network => network.Contains(peer.Address)));

    /// <summary>Reads the attributes; a value of null is one the peer does not know.</summary>
    /// <returns>Null when the syntax is broken, or a name is not known and the listener is strict.</returns>
    public static List<EsmtpParameter>? Read(ReadOnlySpan<byte> argument, IReadOnlyList<string> known, bool strict)
    {
        var attributes = new List<EsmtpParameter>();
        foreach (var word in Encoding.ASCII.GetString(argument).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || Xtext.Decode(word[(equals + 1)..]) is not { } value) return null;
            var name = word[..equals].ToUpperInvariant();
            // Dovecot sends SESSION, CLIENT-TRANSPORT, FORWARD and TTL to whoever it takes for another Dovecot.
            if (!known.Contains(name) && strict) return null;
            var isUnknown = value.ToUpperInvariant() is "[UNAVAILABLE]" or "[TEMPUNAVAIL]";
            attributes.Add(new EsmtpParameter(name, isUnknown ? null : value));
        }

        return attributes;
    }

    /// <summary>An address as these commands write it: IPv4, or <c>IPV6:</c> and the address.</summary>
    public static bool TryAddress(string text, out IPAddress address)
    {
        var isSix = text.StartsWith(Ipv6, StringComparison.OrdinalIgnoreCase);
        return IPAddress.TryParse(isSix ? text[Ipv6.Length..] : text, out address!) && (isSix || text.Count(static c => c == '.') == 3)
            && isSix == text.Contains(':', StringComparison.Ordinal);
    }

    public static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
