using System.Net;
using MailSink.Configuration;

namespace MailSink.Guards;

/// <summary>
/// Decides which Host names this server answers to. A page of a foreign site can point its own name at 127.0.0.1 (DNS
/// rebinding) and would then read all mail as "same origin"; its name in the Host field is what gives it away.
/// </summary>
internal sealed class HostGuard(SinkOptions options)
{
    private readonly HashSet<string> own = new(
        [Dns.GetHostName(), Environment.MachineName, options.HostName, "host.docker.internal"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a Host field may name this server.</summary>
    public bool Allows(HostString host)
    {
        var name = Name(host);
        return name.Length > 0 && (IsLocal(name) || own.Contains(name) || IsConfigured(name));
    }

    /// <summary>
    /// Whether an Origin field is this server's own. Behind a proxy that rewrites Host, the name the browser knows is one of the
    /// configured. The scheme is not compared: a proxy that ends TLS without saying so is common, and the host is what an
    /// attacker cannot choose.
    /// </summary>
    public bool IsOwnOrigin(string origin, HostString host)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return false;
        return uri.Authority.Equals(WithoutDefaultPort(host, uri), StringComparison.OrdinalIgnoreCase) || IsNamed(uri.IdnHost);
    }

    /// <summary>Names nobody outside can own: literals, the loopback's names, and names without a dot, as compose services have.</summary>
    private static bool IsLocal(string name) =>
        !name.Contains('.')
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(name, out _);

    private bool IsConfigured(string name) => options.AllowedHosts.Contains("*") || IsNamed(name);

    private bool IsNamed(string name) => options.AllowedHosts.Any(allowed => allowed.StartsWith("*.", StringComparison.Ordinal)
        ? name.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
        : name.Equals(allowed, StringComparison.OrdinalIgnoreCase));

    private static string Name(HostString host) => host.HasValue ? host.Host.TrimEnd('.') : "";

    private static string WithoutDefaultPort(HostString host, Uri origin) =>
        host.Port == origin.Port && origin.IsDefaultPort ? host.Host : host.Value ?? "";
}
