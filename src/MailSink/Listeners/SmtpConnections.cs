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
internal sealed class SmtpConnections(SinkOptions options, SmtpOptions smtp, ISmtpHost host, TimeProvider time, ILogger<SmtpConnections> logger)
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
    /// <param name="listener">Name of the listener that took it.</param>
    public async Task ServeAsync(ConnectionContext connection, string listener)
    {
        var remote = connection.RemoteEndPoint as IPEndPoint;
        var tooMany = !Enter(remote?.Address);
        var session = new SmtpSession(connection.Transport, smtp, host, NewStatus(connection, remote, listener), time) { IsOneTooMany = tooMany };
        _sessions[session] = true;
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
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

    private SessionStatus NewStatus(ConnectionContext connection, IPEndPoint? remote, string listener) => new()
    {
        Listener = listener,
        Remote = remote,
        Local = connection.LocalEndPoint as IPEndPoint,
        StartedAt = time.GetUtcNow(),
    };

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
