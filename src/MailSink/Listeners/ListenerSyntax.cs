using System.Globalization;
using System.Net;
using MailSink.Configuration;

namespace MailSink.Listeners;

/// <summary>
/// Reads <c>--listen</c>: <c>[NAME=]WORD[+WORD…]@WHERE</c>, such as <c>submission=starttls+auth@127.0.0.1:2587</c>,
/// <c>lmtp@unix:/run/mailsink/lmtp.sock</c> or <c>plain+proxy@[::1]:2525</c>.
/// </summary>
internal static class ListenerSyntax
{
    private const string UnixPrefix = "unix:";
    private const int LongestName = 32;

    /// <summary>Octets that fit into a unix socket's address, its final NUL included, on the smallest system.</summary>
    private const int LongestPath = 104;

    /// <summary>RFC 2033 section 5: LMTP MUST NOT be used on port 25.</summary>
    private const int SmtpPort = 25;

    private static readonly string[] OwnNames = ["smtp", "starttls", "smtps", "http"];

    private static readonly Dictionary<string, Func<ListenerSpec, ListenerSpec>> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["plain"] = static spec => spec with { Tls = ListenerTls.None },
        ["starttls"] = static spec => spec with { Tls = ListenerTls.StartTls },
        ["tls"] = static spec => spec with { Tls = ListenerTls.Implicit },
        ["lmtp"] = static spec => spec with { IsLmtp = true },
        ["auth"] = static spec => spec with { RequireAuth = true },
        ["required"] = static spec => spec with { RequireTls = true },
        ["strict"] = static spec => spec with { Strict = true },
        ["lenient"] = static spec => spec with { Strict = false },
        ["proxy"] = static spec => spec with { Proxy = true },
        ["xclient"] = static spec => spec with { XClient = true },
    };

    /// <summary>All words, as help and error messages list them.</summary>
    public static string Known { get; } = string.Join(", ", Words.Keys);

    public static bool TryParse(string text, out ListenerSpec value) => Read(text, out value) is null;

    /// <returns>What is wrong with it, as the end of a sentence, or null.</returns>
    public static string? Read(string text, out ListenerSpec value)
    {
        value = new ListenerSpec { Name = "" };
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return "has no @ before its address; it is written [NAME=]MODE@ADDRESS:PORT";
        var (what, where) = (text[..at], text[(at + 1)..]);
        var equals = what.IndexOf('=', StringComparison.Ordinal);
        var (name, words) = equals < 0 ? (null, what.Split('+')) : (what[..equals], what[(equals + 1)..].Split('+'));
        foreach (var word in words)
        {
            if (!Words.TryGetValue(word, out var apply)) return $"says \"{word}\", which is none of {Known}";
            value = apply(value);
        }

        value = value with { Name = name ?? words[0].ToLowerInvariant() };
        return CheckWords(value, words) ?? CheckName(value.Name, isGiven: name is not null) ?? ReadPlace(where, ref value);
    }

    private static string? CheckWords(ListenerSpec spec, string[] words)
    {
        if (words.Distinct(StringComparer.OrdinalIgnoreCase).Count() < words.Length) return "says a word twice";
        if (words.Count(static word => word.ToUpperInvariant() is "PLAIN" or "STARTTLS" or "TLS") > 1) return "can only be one of plain, starttls and tls";
        if (words.Count(static word => word.ToUpperInvariant() is "STRICT" or "LENIENT") > 1) return "can only be one of strict and lenient";
        return spec.RequireTls && spec.Tls != ListenerTls.StartTls ? "says required, which goes with starttls only" : null;
    }

    private static string? CheckName(string name, bool isGiven)
    {
        if (!isGiven && OwnNames.Contains(name)) return $"needs a name, such as my-{name}=…";
        if (OwnNames.Contains(name)) return $"is called {name}, which a listener of MailSink's own is called";
        var isClean = name.Length is > 0 and <= LongestName && name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        return isClean ? null : $"is called \"{name}\"; names are of a to z, 0 to 9 and -";
    }

    private static string? ReadPlace(string where, ref ListenerSpec spec)
    {
        if (where.StartsWith(UnixPrefix, StringComparison.OrdinalIgnoreCase))
        {
            var path = where[UnixPrefix.Length..];
            if (!System.IO.Path.IsPathFullyQualified(path)) return "needs a whole path behind unix:, such as unix:/run/mailsink/lmtp.sock";
            if (System.Text.Encoding.UTF8.GetByteCount(path) >= LongestPath) return $"has a path that is too long for a socket; {LongestPath - 1} octets fit";
            spec = spec with { Path = path };
            return null;
        }

        var colon = where.LastIndexOf(':');
        if (!int.TryParse(where[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > ushort.MaxValue)
            return $"ends with \"{where[(colon + 1)..]}\", which is not a port from 1 to 65535, or 0 for any free one";
        if (spec.IsLmtp && port == SmtpPort) return "puts LMTP on port 25, which RFC 2033 forbids";
        spec = spec with { Port = port };
        if (colon <= 0) return null;
        if (ReadAddress(where[..colon]) is not { } addresses) return $"has \"{where[..colon]}\" for an address; an IP address, [IPv6] or localhost is expected";
        spec = spec with { Addresses = addresses };
        return null;
    }

    private static IPAddress[]? ReadAddress(string text)
    {
        if (text.Equals(ValueKinds.Localhost, StringComparison.OrdinalIgnoreCase)) return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        var isBracketed = text.StartsWith('[') && text.EndsWith(']');
        var isAddress = isBracketed ? text.Contains(':', StringComparison.Ordinal) : text.Count(static c => c == '.') == 3;
        return isAddress && IPAddress.TryParse(isBracketed ? text[1..^1] : text, out var address) ? [address] : null;
    }
}
