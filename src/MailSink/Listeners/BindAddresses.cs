using System.Net;
using System.Net.Sockets;

namespace MailSink.Listeners;

/// <summary>The addresses of <c>--bind</c>.</summary>
internal static class BindAddresses
{
    /// <summary>The addresses this machine can bind. IPv6 loopback is left out where the machine has none, as in many containers.</summary>
    /// <exception cref="FormatException">Not an IP address; the option table has refused it before.</exception>
    public static IReadOnlyList<IPAddress> Parse(IReadOnlyList<string> bind)
    {
        var addresses = bind.Select(IPAddress.Parse).Distinct().ToList();
        if (addresses.Count > 1 && addresses.Contains(IPAddress.IPv6Loopback) && !HasIPv6Loopback()) addresses.Remove(IPAddress.IPv6Loopback);
        return addresses;
    }

    /// <summary>A port that is free on all of them at the moment of asking.</summary>
    public static int FindFreePort(IReadOnlyList<IPAddress> addresses)
    {
        for (var attempt = 0; ; attempt++)
        {
            var held = new List<Socket>();
            try
            {
                var port = 0;
                foreach (var address in addresses)
                {
                    var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                    held.Add(socket);
                    if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = false;
                    socket.Bind(new IPEndPoint(address, port));
                    port = ((IPEndPoint)socket.LocalEndPoint!).Port;
                }

                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < 20)
            {
                // The second address has that port taken: draw another.
            }
            finally
            {
                held.ForEach(static s => s.Dispose());
            }
        }
    }

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
