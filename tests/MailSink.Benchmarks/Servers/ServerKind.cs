using System.Net;
using System.Net.Sockets;

namespace MailSink.Benchmarks.Servers;

/// <summary>A server the run can drive.</summary>
internal abstract class ServerKind
{
    /// <summary>As the table shows it.</summary>
    public abstract string Name { get; }

    /// <summary>Starts it with nothing stored and waits for its 220.</summary>
    /// <param name="folder">Where it may write; does not exist yet.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public abstract Task<RunningServer> StartAsync(string folder, CancellationToken cancellationToken);

    /// <summary>A port of 127.0.0.1 that nobody uses at this moment.</summary>
    protected static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Waits for the 220 of a process just started; ends the process when none comes.</summary>
    protected static async Task<RunningServer> RunningAsync(
        string name, int port, ChildProcess process, string? folder, CancellationToken cancellationToken)
    {
        var server = new RunningServer(name, new IPEndPoint(IPAddress.Loopback, port), process, folder);
        try
        {
            await Greeting.AwaitAsync(server.EndPoint, process, cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
