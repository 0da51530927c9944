using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace MailSink.Smtp;

/// <summary>One client's conversation: read, look up, check, run, reply.</summary>
/// <param name="transport">The connection. The caller closes it when <see cref="RunAsync"/> has returned.</param>
/// <param name="options">The listener's knobs.</param>
/// <param name="host">Where messages and transcript go.</param>
/// <param name="status">The session's live facts; the session writes them.</param>
/// <param name="time">The clock behind every time limit.</param>
public sealed class SmtpSession(
    IDuplexPipe transport, SmtpOptions options, ISmtpHost host, SessionStatus status, TimeProvider time)
{
    private readonly SessionClock clock = new(options, time);
    private SessionFindings? findings;
    private SessionLogins? logins;
    private FaultSeam? faults;
    private SessionEnd? ending;
    private int refusedInARow;
    private volatile Conversation? conversation;
    private ISessionHost? hostSession;

    internal SmtpOptions Options => options;

    internal SessionStatus Status => status;

    internal Conversation Conversation => conversation!;

    internal SessionClock Clock => clock;

    internal ISessionHost Host => hostSession!;

    internal SessionFindings Findings => findings!;

    internal SessionLogins Logins => logins ??= new(this);

    internal FaultSeam Faults => faults!;

    /// <summary>Something has ended the session: no further command is taken.</summary>
    internal bool IsEnding => ending is not null;

    /// <summary>A fault wants the connection closed by a TCP reset instead of in order; to be asked behind <see cref="RunAsync"/>.</summary>
    public bool IsToBeReset { get; internal set; }

    /// <summary>The open transaction, or null.</summary>
    internal Transaction? Transaction { get; set; }

    /// <summary>MAIL commands so far.</summary>
    internal int Mails { get; set; }

    /// <summary>Domains of recipients so far; made when they are limited.</summary>
    internal HashSet<string>? RecipientDomains { get; set; }

    /// <summary>What the client greeted with.</summary>
    internal Hello Hello { get; set; }

    /// <summary>The TLS it runs in, or null in clear text.</summary>
    internal TlsSession? Tls { get; set; }

    /// <summary>Looked at before each command, or null when there is nothing to look at.</summary>
    internal TlsGate? Gate { get; set; }

    /// <summary>What XFORWARD said of the next message, or null.</summary>
    internal IReadOnlyList<EsmtpParameter>? Forwarded { get; set; }

    /// <summary>The hello name that XCLIENT gave in place of the proxy's own, or null.</summary>
    internal string? OriginHelo { get; set; }

    /// <summary>XCLIENT said that the proxy does not know its client's address.</summary>
    internal bool IsOriginUnknown { get; set; }

    /// <summary>There is no room for this connection: it is told 421 in place of the greeting and ends.</summary>
    public bool IsOneTooMany { get; init; }

    /// <summary>Holds the conversation from the greeting to its end. Never throws for anything a client did.</summary>
    /// <returns>Completes when all replies are sent and the conversation is over.</returns>
    public async Task RunAsync()
    {
        hostSession = host.Open(status);
        var door = new Conversation(transport, options, hostSession, status, clock);
        conversation = door;
        findings = new SessionFindings(this);
        faults = new FaultSeam(this);
        try
        {
            door.Transcript.AddEvent("connect", "connection opened"u8);
            if (!IsOneTooMany) faults.Connect();
            if (options.Tls is { } tls) await PrepareTlsAsync(tls);
            if (ending is null) await GreetAsync();
            while (ending is null) await ServeAsync();
            await door.FlushAsync();
            await door.CloseAsync();
        }
        finally
        {
            await EndTransactionAsync();
            var reason = ending ?? SessionEnd.Server;
            status.Phase = Phase.Closed;
            door.Transcript.AddEvent("close", CloseText(reason));
            door.Release();
            hostSession.Close(reason);
        }
    }

    /// <summary>The listener's heartbeat, about once a second, from any thread: makes the session notice an expired time limit.</summary>
    public void Tick()
    {
        if (clock.IsOverdue) conversation?.Wake();
    }

    /// <summary>
    /// Called from any thread when the server stops: an idle session is told 421 and ends; one in the middle of a message
    /// takes that message first, if it comes within <see cref="SmtpOptions.StopGrace"/>.
    /// </summary>
    public void Shutdown()
    {
        clock.BeginStop();
        if (clock.Waiting != Waiting.ForOutput) conversation?.Wake();
    }

    /// <summary>Ends the session once the reply to the running command is sent.</summary>
    internal void End(SessionEnd reason) => ending ??= reason;

    /// <summary>Ends the open transaction, if any, and what it had collected.</summary>
    internal async ValueTask EndTransactionAsync()
    {
        if (Transaction is { } open)
        {
            Transaction = null;
            if (open.Content is { } content) await content.DisposeAsync();
        }

        Forwarded = null;
        status.Phase = Hello == Hello.None ? Phase.Connected : Phase.Greeted;
    }

    /// <summary>Forgets everything the client said, as RFC 3207 section 4.2 demands when TLS begins.</summary>
    internal async ValueTask ForgetClientAsync()
    {
        Hello = Hello.None;
        status.Helo = status.AuthUser = status.AuthMechanism = null;
        await EndTransactionAsync();
    }

    /// <summary>The answer to a command that came at the wrong time.</summary>
    internal Reply WrongPhase(Command command)
    {
        if (SessionLogins.IsBarred(this, command)) return Replies.AuthRequired;
        findings!.WrongPhase(command, status.Phase);
        return status.Phase switch
        {
            Phase.Connected when command.LenientBeforeHello => options.IsLmtp ? Replies.LhloFirst : Replies.HelloFirst,
            Phase.Connected or Phase.Greeted => Replies.NeedMail,
            Phase.ChunkingFailed => Replies.ChunkFailed,
            Phase.Chunking => Replies.ChunksOpen,
            Phase.Mail when command.Role == TransactionRole.Delivers =>
                options.IsLmtp ? Replies.LmtpNoRecipient : Transaction!.RefusedRecipients > 0 ? Replies.NoValidRecipient : Replies.NeedRecipient,
            _ when command.Role == TransactionRole.Opens => Replies.NestedMail,
            _ => Replies.NotInTransaction,
        };
    }

    /// <summary>The answer when the conversation broke off, by the client, the clock or a stop.</summary>
    internal Reply BreakOff(Heard why)
    {
        if (Transaction is { Envelope.Requests: not null } open && status.Phase is Phase.Data or Phase.Chunking) options.Checkpoints.Keep(this, open);
        switch (why)
        {
            case Heard.TimedOut:
                End(SessionEnd.Timeout);
                return Replies.TimedOut.With(options.HostName);
            case Heard.Stopping:
                End(SessionEnd.Shutdown);
                return Replies.Stopping.With(options.HostName);
            case Heard.Endless:
                End(SessionEnd.Server);
                return Replies.EndlessLine.With(options.HostName);
            case Heard.TlsHello:
                // Nothing in clear text makes sense to a TLS client.
                Conversation.Transcript.AddEvent("note", "a TLS ClientHello came instead of a command"u8);
                findings!.Report(SessionLint.OtherProtocol, "a TLS ClientHello in place of the first command");
                End(SessionEnd.Server);
                return Reply.None;
            case Heard.Fault:
                return faults!.BreakOff(Conversation.Broken!);
            default:
                findings!.LostConnection();
                End(SessionEnd.Client);
                return Reply.None;
        }
    }

    private async ValueTask PrepareTlsAsync(TlsSettings tls)
    {
        if (tls.Mode == TlsMode.Implicit) await TlsStart.BeginAsync(this, tls);
        else if (tls.Required) Gate = new TlsGate { WantsTls = true };
    }

    private ValueTask GreetAsync()
    {
        if (!IsOneTooMany) return faults!.GreetAsync((options.IsLmtp ? Replies.LmtpGreeting : Replies.Greeting).With(options.HostName));
        Conversation.Send(TurnAway());
        return default;
    }

    private Reply TurnAway()
    {
        // RFC 5321 section 3.8 lets a server close of its own accord only behind a 421.
        End(SessionEnd.Server);
        return Replies.TooManyConnections.With(options.HostName);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ServeAsync()
    {
        if (Conversation.IsBlocked)
        {
            End(SessionEnd.Timeout);
            return;
        }

        var isStopping = clock.IsStopping && status.Phase != Phase.Chunking;
        if (isStopping || clock.IsSessionOver)
        {
            Conversation.Send(BreakOff(isStopping ? Heard.Stopping : Heard.TimedOut));
            return;
        }

        var (heard, command) = await Conversation.ReadCommandAsync();
        // A message whose chunks have begun is finished before the stop.
        if (heard == Heard.Stopping && status.Phase == Phase.Chunking && !clock.IsGraceOver) return;
        findings!.NextLine();
        faults!.NextLine();
        var reply = await AnswerAsync(heard, command);
        // What a rule says is the rule's business.
        if (command is { IsHello: true } && reply.Row is { Enhanced: not null, IsListed: true } row && command.IsOnOffer(this)) reply = reply with { Row = row.ToHello() };
        if (faults.Concerns(command)) reply = await faults.SendAsync(command, reply);
        else Conversation.Send(reply);
        if (ending is not null) return;
        findings.AfterReply(command, reply);
        CountRefusal(reply);
        await Conversation.FlushIfMuchAsync();
    }

    private ValueTask<Reply> AnswerAsync(Heard heard, Command? command)
    {
        if (heard is not (Heard.Line or Heard.TooLong)) return new(BreakOff(heard));
        var line = Conversation.Line.TrimEnd(" \t"u8);
        var refusal = CommandLine.Check(this, heard, line.Span, command);
        if (command is null) return new(refusal);
        var argument = line.Length > command.Row.Name.Length ? line[command.Row.Name.Length..].TrimStart((byte)' ') : default;
        if (refusal.Row is not null) return command.TurnDownAsync(this, argument, refusal);
        if (!MayRun(command)) return command.RefuseAsync(this, argument);
        if (argument.IsEmpty && command.Argument == Argument.Required) return new(command.ArgumentMissing);
        if (!argument.IsEmpty && command.Argument == Argument.None) return new(Replies.NoArgumentAllowed);
        if (!command.AsksForFaults && faults!.Asks(command.Stage) && faults.Judge(command, argument) is { Row: not null } injected) return new(injected);
        return command.RunAsync(this, argument);
    }

    private bool MayRun(Command command)
    {
        if (options.RequireAuth && SessionLogins.IsBarred(this, command)) return false;
        if (command.IsAllowed(status.Phase)) return true;
        if (status.Phase != Phase.Connected || options.Strict || !command.LenientBeforeHello) return false;
        // Inside TLS the missing EHLO has been noted by its own finding.
        if (Tls is not { Mode: TlsMode.StartTls }) findings!.Report(SessionLint.NoHello, $"{command.Row.Name} before EHLO");
        return true;
    }

    private void CountRefusal(in Reply reply)
    {
        refusedInARow = reply.IsRefusal ? refusedInARow + 1 : 0;
        if (options.MaxErrors == 0 || refusedInARow < options.MaxErrors) return;
        Conversation.Send(Replies.TooManyErrors.With(options.HostName));
        End(SessionEnd.Server);
    }

    private static ReadOnlySpan<byte> CloseText(SessionEnd reason) => reason switch
    {
        SessionEnd.Quit => "closed after QUIT"u8,
        SessionEnd.Client => "closed by the client"u8,
        SessionEnd.Timeout => "closed by a time limit"u8,
        SessionEnd.Shutdown => "closed by the stopping server"u8,
        SessionEnd.Fault => "closed by a fault rule"u8,
        _ => "closed by the server"u8,
    };
}

/// <summary>What a client greeted with.</summary>
internal enum Hello : byte
{
    None,
    Helo,
    Ehlo,
}
