using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MailSink.Smtp;

/// <summary>
/// Makes connections for the client half. It dials exactly the address it is given: whether that may be reached at all, and what
/// a name stands for, the caller has decided.
/// </summary>
public static class SmtpConnector
{
    /// <summary>Connects and opens the session: greeting, hello, TLS and login as the options say.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="options">The knobs.</param>
    /// <param name="host">Where the transcript goes, also that of a connection that could not be made.</param>
    /// <param name="listener">What the session is listed under in place of a listener's name, such as <c>etrn</c>.</param>
    /// <param name="time">The clock behind every time limit.</param>
    /// <param name="cancellationToken">The program stops: a reply that is waited for may still come for a moment.</param>
    /// <returns>The connection, opened or not. Dispose it.</returns>
    public static async Task<SmtpClientConnection> ConnectAsync(
        IPEndPoint address, SmtpClientOptions options, ISmtpHost host, string listener, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (var patience = new CancellationTokenSource(options.ConnectTimeout, time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken))
        {
            try
            {
                await socket.ConnectAsync(address, either.Token);
            }
            catch (Exception failed) when (failed is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                var reason = failed is SocketException known ? known.SocketErrorCode.ToString() : "no answer in time";
                Record(host, StatusOf(address, null, listener, started), options, time, $"no connection to {address}: {reason}");
                return new SmtpClientConnection(null, null, ClientFault.NotConnected);
            }
        }

        var stream = new NetworkStream(socket, ownsSocket: true);
        var status = StatusOf(address, socket.LocalEndPoint as IPEndPoint, listener, started);
        var session = new SmtpClientSession(new StreamPipe(stream), options, host, status, time);
        var stopping = cancellationToken.UnsafeRegister(static open => ((SmtpClientSession)open!).Shutdown(), session);
        return new SmtpClientConnection(session, stream, await session.OpenAsync(), stopping);
    }

    private static SessionStatus StatusOf(IPEndPoint address, IPEndPoint? local, string listener, DateTimeOffset started) => new()
    {
        Listener = listener,
        Remote = address,
        Local = local,
        StartedAt = started,
        IsOutbound = true,
    };

    private static void Record(ISmtpHost host, SessionStatus status, SmtpClientOptions options, TimeProvider time, string what)
    {
        var session = host.Open(status);
        new Transcript(session, new SessionClock(new SmtpOptions { HostName = options.HelloName }, time)).AddEvent("connect", Encoding.UTF8.GetBytes(what));
        status.Phase = Phase.Closed;
        session.Close(SessionEnd.Server);
    }

    private sealed class StreamPipe(NetworkStream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}

/// <summary>A connection this side made, with its session.</summary>
public sealed class SmtpClientConnection : IAsyncDisposable
{
    private readonly NetworkStream? stream;

    private readonly CancellationTokenRegistration stopping;

    internal SmtpClientConnection(
        SmtpClientSession? session, NetworkStream? stream, ClientAnswer opened, CancellationTokenRegistration stopping = default)
    {
        this.stopping = stopping;
        Session = session;
        Opened = opened;
        this.stream = stream;
    }

    /// <summary>The session, or null when no connection could be made.</summary>
    public SmtpClientSession? Session { get; }

    /// <summary>What <see cref="SmtpClientSession.OpenAsync"/> came to; positive when messages can be sent.</summary>
    public ClientAnswer Opened { get; }

    /// <summary>Ends the session and closes the connection; say QUIT before.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.DisposeAsync();
        if (Session is not null) await Session.DisposeAsync();
        if (stream is not null) await stream.DisposeAsync();
    }
}
