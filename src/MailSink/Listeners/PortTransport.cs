using System.Net;
using System.Net.Sockets;
using MailSink.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace MailSink.Listeners;

/// <summary>
/// Binds <see cref="PortEndPoint"/>s. Kestrel's transport options hold for the whole host, so SMTP has a socket transport of its
/// own: there the protocol runs on the socket's thread, which pages and queries must not do.
/// </summary>
internal sealed class PortTransport(BoundListeners bound, ILoggerFactory loggers) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private const int MostAttempts = 20;

    private readonly SocketTransportFactory _http = new(Options.Create(new SocketTransportOptions()), loggers);
    private readonly SocketTransportFactory _smtp = new(
        Options.Create(new SocketTransportOptions
        {
            UnsafePreferInlineScheduling = true,
            // What a client may send ahead of us; beyond it its socket is not read.
            MaxReadBufferSize = 64 * 1024,
            // A flush ends when the socket has taken everything, so that closing behind it loses nothing.
            MaxWriteBufferSize = 1,
            CreateBoundListenSocket = UnixSocket.CreateBound,
        }),
        loggers);

    public bool CanBind(EndPoint endpoint) => endpoint is PortEndPoint;

    /// <exception cref="StartupException">The address or port is not to be had.</exception>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var wanted = (PortEndPoint)endpoint;
        if (wanted.Spec?.Path is { } path) return await BindSocketAsync(wanted, path, cancellationToken);
        var factory = wanted.Spec is null ? _http : _smtp;
        for (var attempt = 1; ; attempt++)
        {
            var parts = new List<IConnectionListener>();
            try
            {
                var port = wanted.Port;
                foreach (var address in wanted.Addresses)
                {
                    var part = await BindOneAsync(factory, wanted, new IPEndPoint(address, port), cancellationToken);
                    parts.Add(part);
                    port = ((IPEndPoint)part.EndPoint).Port;
                }

                bound.Set(new BoundListener(wanted.Name, wanted.Spec, [.. parts.Select(p => (IPEndPoint)p.EndPoint)]));
                return new MergedListener(parts);
            }
            catch (StartupException e)
            {
                foreach (var part in parts) await part.DisposeAsync();
                // The port that was free on the first address is taken on another: draw again.
                if (wanted.Port != 0 || parts.Count == 0 || !IsInUse(e) || attempt == MostAttempts) throw;
            }
        }
    }

    private async ValueTask<IConnectionListener> BindSocketAsync(PortEndPoint wanted, string path, CancellationToken cancellationToken)
    {
        try
        {
            UnixSocket.RemoveStale(path);
            var listener = await _smtp.BindAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            bound.Set(new BoundListener(wanted.Name, wanted.Spec, []));
            return new MergedListener([listener]);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
        {
            throw new StartupException($"Cannot listen on {path}: {e.Message.TrimEnd('.')}. The path is that of --listen {wanted.Name}.", e);
        }
    }

    private static async ValueTask<IConnectionListener> BindOneAsync(
        SocketTransportFactory factory, PortEndPoint wanted, IPEndPoint address, CancellationToken cancellationToken)
    {
        try
        {
            return await factory.BindAsync(address, cancellationToken);
        }
        catch (Exception e) when (e is AddressInUseException or SocketException)
        {
            throw new StartupException($"Cannot listen on {address}: {Reason(e)}. {Advice(wanted)}", e);
        }
    }

    private static string Reason(Exception e) => e switch
    {
        AddressInUseException => "the port is in use by another program",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine has no such address",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "not allowed (ports below 1024 need privileges)",
        _ => e.Message,
    };

    private static string Advice(PortEndPoint wanted) =>
        $"Choose another port with {ListenerPlan.OptionOf(wanted.Name)}{(wanted.Spec is null || !ListenerPlan.OptionOf(wanted.Name).StartsWith("--listen", StringComparison.Ordinal) ? " N" : "")}, "
        + $"or 0 for any free one{(wanted.Spec?.Addresses is null ? "; the addresses are those of --bind" : "")}.";

    private static bool IsInUse(StartupException e) => e.InnerException is AddressInUseException;
}
