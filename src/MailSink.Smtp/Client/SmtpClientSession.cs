using System.IO.Pipelines;

namespace MailSink.Smtp;

/// <summary>
/// A conversation in which this side is the client, of SMTP or LMTP (RFC 5321, RFC 2033): <see cref="OpenAsync"/>, then
/// <see cref="SendAsync"/> or <see cref="CommandAsync(string, string?)"/> as often as wanted, then <see cref="QuitAsync"/>, then dispose. One call at a
/// time. Refusals, broken connections and time limits are values; nothing the other side does throws. Every line is in the
/// transcript the host gets, with secrets masked.
/// </summary>
public sealed partial class SmtpClientSession : IAsyncDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly SmtpClientOptions options;
    private readonly SessionStatus status;
    private readonly SessionClock clock;
    private readonly Conversation door;
    private readonly ISessionHost? ownHost;
    private readonly ITimer? heartbeat;
    private SessionEnd end = SessionEnd.Client;
    private bool isOver;

    /// <summary>Begins a session of its own on a connection.</summary>
    /// <param name="transport">The connection. The caller closes it when the session is disposed.</param>
    /// <param name="options">The knobs.</param>
    /// <param name="host">Where the transcript goes.</param>
    /// <param name="status">The session's live facts; the session writes them.</param>
    /// <param name="time">The clock behind every time limit.</param>
    public SmtpClientSession(IDuplexPipe transport, SmtpClientOptions options, ISmtpHost host, SessionStatus status, TimeProvider time)
    {
        this.options = options;
        this.status = status;
        var limits = new SmtpOptions { HostName = options.HelloName, ShowSecrets = options.ShowSecrets, CommandTimeout = options.CommandTimeout };
        clock = new SessionClock(limits, time);
        ownHost = host.Open(status);
        door = new Conversation(transport, limits, ownHost, status, clock);
        status.Phase = Phase.Reversed;
        door.Transcript.AddEvent("connect", "connection opened"u8);
        heartbeat = time.CreateTimer(static session => ((SmtpClientSession)session!).Tick(), this, Heartbeat, Heartbeat);
    }

    /// <summary>Goes on with a connection that was turned round: its server is the client now.</summary>
    internal SmtpClientSession(SmtpSession turned, SmtpClientOptions options)
    {
        this.options = options;
        status = turned.Status;
        clock = turned.Clock;
        door = turned.Conversation;
    }

    /// <summary>What the other side offers, as it last said.</summary>
    public ServerCapabilities Capabilities { get; private set; } = ServerCapabilities.None;

    /// <summary>Commands can still be sent. False once the connection is broken, was said to close (421), or QUIT was sent.</summary>
    public bool IsUsable => !isOver;

    /// <summary>TLS is on.</summary>
    public bool IsSecure => status.TlsProtocol is not null;

    /// <summary>What ended the session, when it was not QUIT.</summary>
    public ClientFault LastFault { get; private set; }

    internal SmtpClientOptions Options => options;

    internal Conversation Door => door;

    /// <summary>Pipelining may be used at this moment.</summary>
    internal bool Pipelines => options.UsePipelining && Capabilities.Pipelining;

    /// <summary>Sends a command and reads its reply.</summary>
    /// <param name="line">The command without its line end.</param>
    /// <param name="shown">What the transcript shows in its place because of a secret, or null.</param>
    /// <exception cref="ArgumentException">CR, LF or NUL in the line.</exception>
    public ValueTask<ClientAnswer> CommandAsync(string line, string? shown = null)
    {
        var end = line.IndexOf(' ', StringComparison.Ordinal);
        return CommandAsync(line, (end < 0 ? line : line[..end]).ToUpperInvariant(), options.CommandTimeout, shown);
    }

    /// <summary>Sends a message to its recipients: one result for each, in their order.</summary>
    /// <param name="message">What is sent. Addresses that are none, or that would break out of their command, fail and are not sent.</param>
    /// <param name="cancellationToken">Gives up opening and reading the content.</param>
    public ValueTask<IReadOnlyList<RecipientResult>> SendAsync(OutboundMessage message, CancellationToken cancellationToken = default) =>
        new ClientTransaction(this, message).RunAsync(cancellationToken);

    /// <summary>Says QUIT, as RFC 5321 section 4.1.1.10 demands, and waits for the answer.</summary>
    public async ValueTask<ClientAnswer> QuitAsync()
    {
        if (isOver) return ClientFault.Lost;
        var answer = await CommandAsync("QUIT", "QUIT", options.QuitTimeout);
        if (answer.Reply is not null) end = SessionEnd.Quit;
        isOver = true;
        return answer;
    }

    /// <summary>Called from any thread when the program stops: a reply that is waited for may still come for a moment.</summary>
    public void Shutdown()
    {
        clock.BeginStop();
        if (clock.Waiting != Waiting.ForOutput) door.Wake();
    }

    /// <summary>Ends the session's transcript. The connection is the caller's.</summary>
    public async ValueTask DisposeAsync()
    {
        isOver = true;
        if (ownHost is null) return;
        await heartbeat!.DisposeAsync();
        await door.CloseAsync();
        status.Phase = Phase.Closed;
        door.Transcript.AddEvent("close", end switch
        {
            SessionEnd.Quit => "closed after QUIT"u8,
            SessionEnd.Server => "closed by the server"u8,
            SessionEnd.Timeout => "closed by a time limit"u8,
            SessionEnd.Shutdown => "closed because this program stops"u8,
            _ => "closed by this side"u8,
        });
        door.Release();
        ownHost.Close(end);
    }

    /// <summary>The heartbeat: makes the session notice an expired time limit.</summary>
    internal void Tick()
    {
        if (clock.IsOverdue) door.Wake();
    }

    /// <summary>Sends a command and reads its reply.</summary>
    internal async ValueTask<ClientAnswer> CommandAsync(string line, string verb, TimeSpan limit, string? shown = null)
    {
        if (isOver) return ClientFault.Lost;
        door.SendCommand(line, verb, shown);
        return await ReadReplyAsync(verb, limit);
    }

    /// <summary>Sends what is queued and reads a reply. Any fault, and 421, ends the session.</summary>
    internal async ValueTask<ClientAnswer> ReadReplyAsync(string? verb, TimeSpan limit)
    {
        var reply = new ReplyBuilder();
        while (true)
        {
            var heard = await door.ReadReplyLineAsync(verb, limit);
            if (heard is not (Heard.Line or Heard.TooLong)) return Break(heard);
            switch (reply.Add(door.Line.Span))
            {
                case ReplyLine.Malformed:
                    door.Transcript.AddEvent("note", "this is no reply; nobody can tell what it answers"u8);
                    return Break(ClientFault.Malformed, SessionEnd.Client);
                case ReplyLine.Last:
                    return Take(reply.Reply);
            }
        }
    }

    /// <summary>The conversation cannot go on.</summary>
    internal ClientFault Break(ClientFault fault, SessionEnd by)
    {
        if (isOver) return fault;
        (end, LastFault, isOver) = (by, fault, true);
        return fault;
    }

    private PeerReply Take(PeerReply reply)
    {
        if (reply.Code >= 400 && reply.Code > status.WorstReply) status.WorstReply = reply.Code;
        // RFC 5321 section 3.8: after 421 the server closes, whatever it was asked.
        if (reply.Code == 421) Break(ClientFault.Lost, SessionEnd.Server);
        return reply;
    }

    private ClientFault Break(Heard heard) => heard switch
    {
        Heard.TimedOut => Break(ClientFault.TimedOut, SessionEnd.Timeout),
        Heard.Stopping => Break(ClientFault.Stopping, SessionEnd.Shutdown),
        Heard.End => Break(ClientFault.Lost, SessionEnd.Server),
        _ => Break(ClientFault.Malformed, SessionEnd.Client),
    };
}
