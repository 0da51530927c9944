using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace MailSink.Benchmarks.Servers;

/// <summary>
/// Another server, started by whoever wants the comparison, on this machine only: load sent over a network measures the network, and
/// sent to somebody else's server it is an attack.
/// </summary>
internal sealed class Peer(string name, IPEndPoint endPoint) : ServerKind
{
    public override string Name => name;

    /// <summary>Reads <c>name=host:port</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Peer? peer, [NotNullWhen(false)] out string? fault)
    {
        (peer, fault) = (null, null);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var address = text[(equals + 1)..].Replace("localhost:", "127.0.0.1:", StringComparison.OrdinalIgnoreCase);
        if (equals < 1 || !IPEndPoint.TryParse(address, out var endPoint) || endPoint.Port == 0)
        {
            fault = $"--peer {text}: write name=127.0.0.1:port";
            return false;
        }

        if (!IPAddress.IsLoopback(endPoint.Address))
        {
            fault = $"--peer {text}: only servers on this machine (127.0.0.1, ::1) are driven";
            return false;
        }

        peer = new Peer(text[..equals], endPoint);
        return true;
    }

    public override async Task<RunningServer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        await Greeting.AwaitAsync(endPoint, null, cancellationToken).ConfigureAwait(false);
        return new RunningServer(name, endPoint, null, null);
    }
}
