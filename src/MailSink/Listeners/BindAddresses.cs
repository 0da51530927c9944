using System.Net;
using System.Net.Sockets;

namespace MailSink.Listeners;

/// <summary>The addresses of <c>--bind</c>.</summary>
internal static class BindAddresses
{
    /// <summary>The addresses this machine can bind. IPv6 loopback is left out where the machine has none, as in many containers.</summary>
    /// <exception cref="FormatException">Not an IP address; the option table has refused it before.</exception>
    public static IReadOnlyList<IPAddress> Parse(IReadOnlyList<string> bind) => Usable([.. bind.Select(IPAddress.Parse)]);

    /// <summary>Those of the addresses that this machine can bind.</summary>
    public static IReadOnlyList<IPAddress> Usable(IReadOnlyList<IPAddress> wanted)
    {
        var addresses = wanted.Distinct().ToList();
        if (addresses.Count > 1 && addresses.Contains(IPAddress.IPv6Loopback) && !HasIPv6Loopback()) addresses.Remove(IPAddress.IPv6Loopback);
        return addresses;
    }

    /// <summary>The address to connect to for a bound one: what means every address is reached by loopback.</summary>
    public static IPAddress Reachable(IPAddress bound) =>
        bound.Equals(IPAddress.Any) ? IPAddress.Loopback : bound.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : bound;

    private static bool HasIPv6Loopback()
    {
        if (!Socket.OSSupportsIPv6) return false;
        try
        {
            using var probe = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
