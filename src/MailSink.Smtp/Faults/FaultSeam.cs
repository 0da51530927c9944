namespace MailSink.Smtp;

/// <summary>
/// Asks the host what is to go wrong, and lets it go wrong. The only place that applies effects; where nothing is to go wrong it
/// costs a look at <see cref="ISessionHost.FaultStages"/>.
/// </summary>
internal sealed class FaultSeam(SmtpSession session)
{
    private Fault? decided;
    private bool asked;

    /// <summary>A reply to everything but QUIT, after a greeting that refused: RFC 5321 section 3.1 and RFC 7504 section 3.</summary>
    public Reply Refused { get; private set; }

    /// <summary>The message that has come is to be stored; asked behind <see cref="Judge(in FaultQuestion)"/> at <see cref="FaultStages.Message"/>.</summary>
    public bool KeepsMessage => decided?.KeepsMessage ?? true;

    /// <summary>What was decided leaves the client without a reply.</summary>
    public bool IsSilent => decided is { DropReply: true } or { Reply: null, Close: not FaultClose.No };

    /// <summary>What makes the TLS handshake fail that follows now, or null.</summary>
    public Fault? TlsFailure { get; private set; }

    public void NextLine()
    {
        decided = null;
        asked = false;
    }

    /// <summary>The host wants to be asked at this stage.</summary>
    public bool Asks(FaultStages stage) => (session.Host.FaultStages & stage) != 0;

    /// <summary>Asks about a command that is about to take effect.</summary>
    /// <returns>The refusal to give instead of letting it, or no reply.</returns>
    public Reply Judge(in FaultQuestion question)
    {
        asked = true;
        if (session.Host.Decide(question) is { } fault)
        {
            decided = fault;
            question.Envelope?.AddRule(fault.RuleId);
        }

        return decided is { AfterOctets: null, Reply: { IsRefusal: true } own } ? own.ToReply(decided.RuleId) : Reply.None;
    }

    /// <summary>Asks about a command of which no more is known than its line.</summary>
    public Reply Judge(Command command, ReadOnlyMemory<byte> argument) => Judge(new FaultQuestion
    {
        Stage = command.Stage,
        Session = session.Status,
        Envelope = session.Transaction?.Envelope,
        Verb = command.Row.Name,
        Argument = argument.Span,
    });

    /// <summary>A reply may not be sent as it is.</summary>
    public bool Concerns(Command? command) => decided is not null || (!asked && Asks(StageOf(command)));

    /// <summary>Sends a reply, with the effects decided or still to be asked for.</summary>
    /// <returns>What the client was told.</returns>
    public ValueTask<Reply> SendAsync(Command? command, Reply reply)
    {
        if (decided is null && !session.IsEnding) LateJudge(command, reply);
        return SendAsync(reply);
    }

    /// <summary>A connection has come: before anything is said, and before TLS where it comes first.</summary>
    public void Connect()
    {
        if (!Asks(FaultStages.Connect)) return;
        Judge(new FaultQuestion { Stage = FaultStages.Connect, Session = session.Status });
        if (session.Options.Tls?.Mode == TlsMode.Implicit) TlsFailure = decided is { FailTls: true } fault ? fault : null;
    }

    /// <summary>Sends the greeting.</summary>
    public async ValueTask GreetAsync(Reply greeting)
    {
        var isAtOnce = decided is null or { SplitReply: false, OctetsPerSecond: 0 };
        var told = await SendAsync(greeting);
        // What is gathered has not left yet: the client cannot have read it.
        if (isAtOnce && session.Tls is null && !ExtensionTable.PipeConnect.IsOffered(session) && session.Conversation.ClientSpokeFirst())
            session.Findings.Report(SessionLint.EarlyTalker, "octets came before the greeting was sent");
        if (told.Row is not { Code: >= 400 and not 421 } row || session.IsEnding) return;
        // RFC 5321 section 3.1: a server that said 554 "MUST still wait for the client to send a QUIT ... and SHOULD respond to
        // any intervening commands with 503". RFC 7504 section 3: after 521 everything but QUIT is answered 521.
        Refused = row.Code == 521 ? told : Replies.NoService;
        session.Status.Phase = Phase.Refused;
    }

    /// <summary>Sends the reply behind which TLS begins.</summary>
    public async ValueTask BeginTlsAsync(Reply reply)
    {
        TlsFailure = decided is { FailTls: true } fault ? fault : null;
        await SendAsync(reply);
    }

    /// <summary>Answers a TLS handshake with an alert and ends the session.</summary>
    public async ValueTask<Reply> FailTlsAsync(Fault fault)
    {
        session.Conversation.RecordFault("TLS handshake refused (alert 40, handshake_failure)", fault.RuleId);
        await session.Conversation.RefuseTlsAsync();
        session.IsToBeReset = fault.Close == FaultClose.Reset;
        session.End(SessionEnd.Fault);
        decided = null;
        return Reply.None;
    }

    /// <summary>Sends the reply behind which content follows, and sees to how the content is read.</summary>
    public ValueTask BeginContentAsync(Reply reply)
    {
        if (decided is { } fault) return BeginContentAsync(fault, reply);
        session.Conversation.Send(reply);
        return default;
    }

    private async ValueTask BeginContentAsync(Fault fault, Reply reply)
    {
        decided = null;
        if (fault.AfterOctets is null) await ApplyAsync(fault, reply);
        else session.Conversation.Send(reply);
        Throttle(fault);
    }

    /// <summary>A chunk is read as its fault says; what the fault says of the reply comes with the reply.</summary>
    public void BeginChunk()
    {
        if (decided is not { } fault) return;
        if (fault.AfterOctets is not null) decided = null;
        Throttle(fault);
    }

    /// <summary>The octet has come after which a fault ends the session.</summary>
    /// <returns>What is said at the end, or no reply.</returns>
    public Reply BreakOff(Fault fault)
    {
        decided = fault with { AfterOctets = null, Delay = TimeSpan.Zero, Close = fault.Close == FaultClose.No ? FaultClose.Fin : fault.Close };
        session.End(SessionEnd.Fault);
        return fault.Reply?.ToReply(fault.RuleId) ?? Reply.None;
    }

    private void Throttle(Fault fault)
    {
        if (fault.AfterOctets is not null || fault.OctetsPerSecond > 0) session.Conversation.Throttle(fault);
    }

    /// <summary>The engine refused by itself, or was not asked in time: a fault may still change how that is said.</summary>
    private void LateJudge(Command? command, in Reply reply)
    {
        asked = true;
        decided = session.Host.Decide(new FaultQuestion
        {
            Stage = StageOf(command),
            Session = session.Status,
            Envelope = session.Transaction?.Envelope,
            Verb = command?.Row.Name,
            Refusal = reply.IsRefusal ? reply.Row : null,
        });
    }

    private ValueTask<Reply> SendAsync(Reply reply)
    {
        if (decided is not { } fault)
        {
            session.Conversation.Send(reply);
            return new(reply);
        }

        decided = null;
        return ApplyAsync(fault, reply);
    }

    private async ValueTask<Reply> ApplyAsync(Fault fault, Reply reply)
    {
        // A success never covers a refusal: the command did not take effect.
        var own = fault.Reply is { } ruled && (ruled.IsRefusal || !reply.IsRefusal) ? ruled.ToReply(fault.RuleId) : Reply.None;
        var told = own.Row is null ? reply : own;
        var isSaid = told.Row is not null && !fault.DropReply && (own.Row is not null || fault.Close == FaultClose.No);
        var effects = (own.Row is null ? fault with { Reply = null } : fault).Describe(reply);
        if (effects.Length > 0) session.Conversation.RecordFault(effects, fault.RuleId);
        await session.Conversation.PauseAsync(fault.Delay);
        if (isSaid) await session.Conversation.SendFaultedAsync(told, FaultedReply.Render(told, fault.Garble), fault);
        if (fault.Close == FaultClose.Reset) session.IsToBeReset = true;
        if (fault.EndsSession) session.End(SessionEnd.Fault);
        return told;
    }

    private static FaultStages StageOf(Command? command) => command?.Stage ?? FaultStages.Other;
}
