using MailSink.Events;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Ingest;
using MailSink.Storage.Transcripts;

namespace MailSink.Sessions;

/// <summary>A session that is going on, or whose last lines are not stored yet.</summary>
internal sealed class LiveSession : ISessionHost
{
    /// <summary>Octets of lines after which they go to the store although the session goes on.</summary>
    private const int SpillAt = 64 * 1024;

    /// <summary>Findings that are kept of one session.</summary>
    private const int MostFindings = 200;

    /// <summary>Fault rules that are named of one session.</summary>
    private const int MostRules = 50;

    private readonly LiveSessions _owner;
    private readonly Lock _gate = new();
    private readonly List<Finding> _findings = [];
    private readonly List<string> _ruleIds = [];
    private readonly SessionJob _job;
    private IncomingMessage? _idle;
    private volatile bool _spoke;
    private FaultStages _awaited;

    public LiveSession(LiveSessions owner, long id, SessionStatus status)
    {
        _owner = owner;
        Id = id;
        Status = status;
        SessionId = Sessions.SessionId.Format(id);
        _job = new SessionJob(this, owner);
        // Also a connection that could not be made is worth a row.
        _spoke = status.IsOutbound;
    }

    public long Id { get; }

    /// <inheritdoc />
    public string SessionId { get; }

    /// <inheritdoc />
    public IHeldMail? Queue => _owner.Queue;

    /// <summary>What the engine goes on writing.</summary>
    public SessionStatus Status { get; }

    /// <summary>Lines that are not stored yet.</summary>
    public TranscriptBuffer Transcript { get; } = new();

    /// <summary>Name of the inbox its messages go to.</summary>
    public string Inbox => InboxName.Of(Status.AuthUser);

    /// <summary>The client has sent at least one line, or this program is the client: without either the connection is counted, not stored.</summary>
    public bool Spoke => _spoke;

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? EndedBy { get; private set; }

    /// <summary>Messages stored.</summary>
    public int MessageCount { get; private set; }

    /// <summary><c>message.seq</c> of the first message it brought, 0 when none.</summary>
    public long FirstSeq { get; private set; }

    /// <summary><c>message.seq</c> of the last message it brought, 0 when none.</summary>
    public long LastSeq { get; private set; }

    /// <summary>A copy of the findings so far.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get
        {
            lock (_gate) return [.. _findings];
        }
    }

    /// <summary>Fault rules that acted so far, each once.</summary>
    public IReadOnlyList<string> RuleIds
    {
        get
        {
            lock (_gate) return [.. _ruleIds];
        }
    }

    public void Record(in TranscriptLine line)
    {
        // A handshake that failed is all there is of its session, and what a rule did may be all there is too.
        if (line.Source == LineSource.Client || line.Note is "tls" or "fault") _spoke = true;
        if (line.RuleId is { } rule) NoteRule(rule);
        Transcript.Append(line);
        if (_owner.Bus.IsWatched(Id)) Publish(line);
        if (Transcript.Length > SpillAt) _job.Request(final: false);
    }

    public void Report(Finding finding)
    {
        lock (_gate)
        {
            if (_findings.Count < MostFindings) _findings.Add(finding);
        }
    }

    /// <inheritdoc />
    public FaultStages FaultStages => _owner.Magic.Stages | _owner.Refusals.Stages | _awaited;

    public Fault? Decide(in FaultQuestion question)
    {
        if (_owner.Refusals.Find(question) is { } again) ReportAgain(question.Envelope, again);
        var fault = question.Stage switch
        {
            FaultStages.Rcpt when question is { Refusal: null, Recipient: { } recipient } => AtRecipient(recipient),
            FaultStages.Message => _owner.Magic.AtEnd(question),
            _ => null,
        };
        if (fault is null) return null;
        NoteRule(fault.RuleId);
        if (fault.Reply is { IsRefusal: true } refusal) _owner.Refusals.Note(question, refusal);
        return fault;
    }

    public void Refused(FaultStages stage, Envelope? envelope, string what, ReplyRow refusal)
    {
        if (_owner.Refusals.FindAndNote(Status, stage, envelope, what, refusal) is { } again) ReportAgain(envelope, again);
    }

    public bool HasRoom(long octets) => _owner.Path.Space.Holds(octets);

    public async ValueTask<IMessageContent> OpenContentAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var message = Interlocked.Exchange(ref _idle, null) ?? new IncomingMessage(_owner.Path, this);
        await message.OpenAsync(cancellationToken);
        return message;
    }

    public ValueTask<IReadOnlyList<KnownMailbox>?> FindMailboxesAsync(MailboxQuestion question, int most) =>
        _owner.Directory.FindAsync(question, most);

    public void Close(SessionEnd reason)
    {
        EndedBy = reason;
        EndedAt = _owner.Time.GetUtcNow();
        _owner.Ended(this);
        if (_spoke) _job.Request(final: true);
        else _owner.Forget(this);
    }

    /// <summary>Writes its row and lines although it goes on, when something has changed since the last time.</summary>
    public void Refresh()
    {
        if (_spoke && EndedAt is null && (Transcript.Length > 0 || _job.IsStale)) _job.Request(final: false);
    }

    /// <summary>A message of this session is on the disk. On the writer's thread.</summary>
    public void MessageStored(long seq, long octets, bool withTranscript)
    {
        if (FirstSeq == 0) FirstSeq = seq;
        LastSeq = seq;
        MessageCount++;
        // Last: whoever finds the lines gone from memory must know the range to find them in.
        if (withTranscript) Transcript.Stored();
        _owner.CountMessage(octets);
    }

    /// <summary>Takes a finished message's object back for the next one.</summary>
    public void Reuse(IncomingMessage message) => _idle = message;

    /// <summary>What acts at the end of a message makes this session ask there.</summary>
    private Fault? AtRecipient(string recipient)
    {
        if (_owner.Magic.Find(recipient) is not { } magic) return null;
        if (!magic.IsAtEnd) return magic.Fault;
        _awaited |= FaultStages.Message;
        return null;
    }

    /// <summary>It stands with the session and with the message the transaction may come to.</summary>
    private void ReportAgain(Envelope? envelope, string detail)
    {
        var finding = new Finding(HistoryLint.TriedAgain.Id, detail, Transcript.LastLine);
        Report(finding);
        if (envelope is null) return;
        if (envelope.Findings.Find(known => known.Id == finding.Id) is { } known) known.Count++;
        else envelope.Findings.Add(finding with { });
    }

    private void NoteRule(string ruleId)
    {
        lock (_gate)
        {
            if (_ruleIds.Count < MostRules && !_ruleIds.Contains(ruleId)) _ruleIds.Add(ruleId);
        }
    }

    private void Publish(in TranscriptLine line) => _owner.Bus.Publish(new SessionLine(Id, new TranscriptEntry
    {
        Number = line.Number,
        At = line.At,
        Source = line.Source,
        Text = TranscriptCodec.TextOf(line.Text),
        Octets = line.Octets,
        Command = line.Command,
        ReplyId = line.ReplyId,
        Note = line.Note,
        RuleId = line.RuleId,
    }));
}
