using System.Collections.Concurrent;
using System.Net;
using MailSink.Configuration;
using MailSink.Smtp;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace MailSink.Listeners;

/// <summary>
/// Runs the engine on every SMTP connection: limits, heartbeat, a word of farewell when the server stops. Nothing here waits on
/// the socket's thread.
/// </summary>
internal sealed class SmtpConnections(SinkOptions options, ISmtpHost host, TimeProvider time, ILogger<SmtpConnections> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SmtpSession, bool> _sessions = [];
    private readonly ConcurrentDictionary<IPAddress, int> _addresses = [];
    private ITimer? _heartbeat;
    private int _count;

    /// <summary>Connections open now.</summary>
    public int Count => Volatile.Read(ref _count);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _heartbeat = time.CreateTimer(_ => Beat(), null, Heartbeat, Heartbeat);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _heartbeat?.Dispose();

    /// <summary>Serves one connection to its end.</summary>
    /// <param name="connection">The connection; the caller disposes it.</param>
    /// <param name="listener">The listener that took it.</param>
    public async Task ServeAsync(ConnectionContext connection, MailListener listener)
    {
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        if (await EndsOfAsync(connection, listener, stopping) is not var (remote, local)) return;
        var peer = connection.RemoteEndPoint as IPEndPoint;
        var tooMany = !Enter(remote?.Address);
        var status = new SessionStatus
        {
            Listener = listener.Spec.Name,
            Remote = remote,
            Local = local,
            Peer = peer,
            Proxied = ReferenceEquals(remote, peer) ? null : remote,
            StartedAt = time.GetUtcNow(),
        };
        var session = new SmtpSession(connection.Transport, listener.Engine, host, status, time) { IsOneTooMany = tooMany };
        _sessions[session] = true;
        try
        {
            using (stopping.UnsafeRegister(static s => ((SmtpSession)s!).Shutdown(), session))
                await session.RunAsync();
            // Without a reason the transport would say FIN; with one it closes the socket by RST.
            if (session.IsToBeReset) connection.Abort(new ConnectionAbortedException("A fault rule resets the connection."));
            else await OrderlyClose.FinishAsync(connection, time);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone; the session has recorded that.
        }
        catch (Exception e)
        {
            ListenerLog.SessionFailed(logger, e);
        }
        finally
        {
            _sessions.TryRemove(session, out _);
            Leave(remote?.Address);
        }
    }

    /// <summary>Who is at either end: as the socket says, or as the PROXY header before everything else says.</summary>
    /// <returns>Null when the connection is to be closed without a word.</returns>
    private async ValueTask<(IPEndPoint? Remote, IPEndPoint? Local)?> EndsOfAsync(
        ConnectionContext connection, MailListener listener, CancellationToken stopping)
    {
        var (remote, local) = (connection.RemoteEndPoint as IPEndPoint, connection.LocalEndPoint as IPEndPoint);
        if (!listener.Spec.Proxy) return (remote, local);
        // A unix socket's file mode says who may connect.
        if (remote is not null && !ListenerPlan.TrustedBy(options).Any(network => network.Contains(remote.Address))) return null;
        if (await ProxyHeaderReader.ReadAsync(connection.Transport.Input, time, stopping) is not { } header) return null;
        return header.Source is null ? (remote, local) : (header.Source, header.Destination);
    }

    private bool Enter(IPAddress? address)
    {
        var count = Interlocked.Increment(ref _count);
        var fits = options.MaxConnections == 0 || count <= options.MaxConnections;
        if (options.MaxConnectionsPerAddress == 0 || address is null) return fits;
        return _addresses.AddOrUpdate(address, 1, static (_, n) => n + 1) <= options.MaxConnectionsPerAddress && fits;
    }

    private void Leave(IPAddress? address)
    {
        Interlocked.Decrement(ref _count);
        if (options.MaxConnectionsPerAddress == 0 || address is null) return;
        // Whoever comes between the two calls keeps its count: only an entry that is still zero is removed.
        if (_addresses.AddOrUpdate(address, 0, static (_, n) => n - 1) == 0) _addresses.TryRemove(KeyValuePair.Create(address, 0));
    }

    private void Beat()
    {
        foreach (var (session, _) in _sessions) session.Tick();
    }
}
