using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MailSink.Configuration;
using MailSink.Smtp;

namespace MailSink.Queue;

/// <summary>
/// The deliveries that ETRN started: each connects to the host an operator configured for the node, in the background, as a session
/// listed under <c>etrn</c>. Nothing else makes the program connect to anywhere.
/// </summary>
internal sealed partial class RelayDeliveries(SinkOptions options, Lazy<ISmtpHost> host, TimeProvider time, ILogger<RelayDeliveries> logger)
    : IHostedService, IDisposable
{
    private const string Listener = "etrn";
    private const int MostAtOnce = 16;

    private readonly ConcurrentDictionary<QueueNode, Task> _running = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();

    /// <summary>The relay an argument of ETRN means, or null.</summary>
    public EtrnRelay? Find(QueueNode node) => options.EtrnRelays.FirstOrDefault(relay => relay.Serves(node));

    /// <summary>A delivery to the node is going on.</summary>
    public bool IsRunning(QueueNode node) => _running.ContainsKey(node);

    /// <summary>Starts a delivery, unless one is going on, too many are, or the program stops.</summary>
    public QueueStart Start(QueueNode node, EtrnRelay relay, IHeldMail queue, long? pending)
    {
        lock (_gate)
        {
            if (_running.ContainsKey(node)) return new(QueueStartStatus.Running);
            if (_stopping.IsCancellationRequested || _running.Count >= MostAtOnce) return new(QueueStartStatus.Unable);
            // Entered before it can end.
            _running[node] = Task.CompletedTask;
            _running[node] = Task.Run(() => RunAsync(node, relay, queue));
        }

        return pending is { } count ? new(QueueStartStatus.Pending, count) : new(QueueStartStatus.Started);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets the deliveries end the reply they wait for.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(QueueNode node, EtrnRelay relay, IHeldMail queue)
    {
        try
        {
            await DeliverAsync(relay, queue, EtrnRelay.SelectionOf(node), _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // The program stops; what was not delivered waits.
        }
        catch (SocketException e)
        {
            LogUnreachable(relay.Host, e.Message);
        }
        catch (Exception e)
        {
            LogFailed(e, node.ToString());
        }
        finally
        {
            lock (_gate) _running.TryRemove(node, out _);
        }
    }

    private async Task DeliverAsync(EtrnRelay relay, IHeldMail queue, QueueSelection selection, CancellationToken cancellationToken)
    {
        var client = new SmtpClientOptions
        {
            HelloName = options.ServerName,
            Tls = new ClientTls(relay.Tls, relay.Host),
            Credentials = relay.Credentials,
            ShowSecrets = options.ShowSecrets,
        };
        var addresses = IPAddress.TryParse(relay.Host, out var address) ? [address] : await Dns.GetHostAddressesAsync(relay.Host, cancellationToken);
        foreach (var one in addresses)
        {
            await using var connection = await SmtpConnector.ConnectAsync(
                new IPEndPoint(one, relay.Port), client, host.Value, Listener, time, cancellationToken);
            if (connection.Session is not { } session) continue;
            if (connection.Opened.IsPositive) await QueueDelivery.RunAsync(session, queue, selection, cancellationToken);
            else await session.QuitAsync();
            return;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "ETRN: {Host} cannot be found: {Reason}")]
    private partial void LogUnreachable(string host, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "ETRN: the delivery to {Node} broke off")]
    private partial void LogFailed(Exception fault, string node);
}
