using System.Text;
using System.Threading.Tasks.Sources;
using MailSink.Events;
using MailSink.Reports;
using MailSink.Sessions;
using MailSink.Smtp;
using MailSink.Storage.Rows;
using MailSink.Storage.Writer;

namespace MailSink.Storage.Ingest;

/// <summary>
/// One message from its first octet to its acknowledgement. A session uses one object for all its messages, so that a small
/// message allocates next to nothing.
/// </summary>
internal sealed class IncomingMessage : WriteJob, IMessageContent, IValueTaskSource<CommitResult>
{
    private readonly IngestPath _path;
    private readonly LiveSession? _session;
    private readonly string _inbox;
    private readonly ContentBlocks _blocks;
    private readonly HeaderSummary _summary = new();
    private readonly EnvelopeWriter _envelopes = new();
    private ManualResetValueTaskSourceCore<CommitStatus> _core;
    private ReadOnlyMemory<byte> _envelope;
    private ReadOnlyMemory<byte> _transcript;
    private bool _scanned;
    private bool _stored;
    private bool _asksReport;
    private CommitStatus _outcome;
    private long _inboxId;
    private MessageId _id;

    /// <param name="path">Where it goes.</param>
    /// <param name="session">The session that brings it, or null when it comes without SMTP.</param>
    /// <param name="inbox">Name of the inbox when there is no session to ask.</param>
    public IncomingMessage(IngestPath path, LiveSession? session, string inbox = InboxName.Default)
    {
        _path = path;
        _session = session;
        _inbox = inbox;
        _blocks = new ContentBlocks(path) { FirstLeaving = Scan };
    }

    /// <summary>What is stored with it when it is a delivery report, else null.</summary>
    public ReportPlace? Report { get; init; }

    public long Length => _blocks.Length;

    public override int Octets => 1024 + _blocks.Body.Length;

    /// <summary>Waits for memory and takes the first block.</summary>
    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        _scanned = _stored = false;
        return _blocks.OpenAsync(cancellationToken);
    }

    public Memory<byte> GetMemory() => _blocks.Free;

    public bool Advance(int octets) => _blocks.Advance(octets);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => _blocks.MakeRoomAsync(cancellationToken);

    public ValueTask<CommitResult> CommitAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        if (_blocks.Failure != CommitStatus.Stored) return ValueTask.FromResult(new CommitResult(_blocks.Failure, null));
        var finished = _blocks.FinishAsync(CancellationToken.None);
        return finished.IsCompletedSuccessfully ? Submit(envelope) : FinishThenSubmitAsync(finished, envelope);
    }

    public ValueTask DisposeAsync()
    {
        if (!_stored && _blocks.UploadId != 0) _path.Upkeep.Abandon(_blocks.UploadId);
        _blocks.Release();
        _session?.Reuse(this);
        return default;
    }

    public override CommitStatus Write(StoreFile file, Batch batch)
    {
        if (_blocks.LastOutcome is not CommitStatus.Stored and var failure) return failure;
        if (!_path.Retention.HasRoom(file, batch, Length)) return CommitStatus.StorageFull;
        var seq = batch.NextSeq();
        var uploadId = _blocks.UploadId;
        _inboxId = batch.InboxId(file, _path.Writer.State, _session?.Inbox ?? _inbox);
        var content = file.Ingest.Content.Bind(1, seq).BindBlob(3, _envelope.Span).BindBlob(4, _transcript.Span);
        if (uploadId == 0)
        {
            content.BindNull(2).BindBlob(5, _blocks.Body.Span).Run();
        }
        else
        {
            content.Bind(2, uploadId).BindNull(5).Run();
            file.Ingest.UploadSize.Bind(1, uploadId).Bind(2, Length).Run();
        }

        file.Ingest.Message.Bind(1, seq).Bind(2, _inboxId).Bind(3, _session?.Id ?? 0).Bind(4, batch.NowUs).Bind(5, Length)
            .BindText(6, _summary.FromName).BindText(7, _summary.FromAddress).BindText(8, _summary.To)
            .BindText(9, _summary.Subject).BindText(10, _summary.MessageId).Bind(11, _asksReport ? (long)MessageMarks.ReportDue : 0).Run();
        if (Report is { } report) file.Purge.Meta.BindText(1, ReportMark.Key).Bind(2, report.Mark.Value).Run();
        batch.Count(_inboxId, seq, +1, unread: true, Length);
        _id = new MessageId(batch.NowUs / 1000, seq);
        batch.Stored?.Add(Describe());
        return CommitStatus.Stored;
    }

    public override void Complete(CommitStatus status)
    {
        if (status == CommitStatus.Stored)
        {
            _stored = true;
            _session?.MessageStored(_id.Seq, Length, !_transcript.IsEmpty);
            if (_asksReport) _path.Reports.Ask();
        }
        else if (!_transcript.IsEmpty)
        {
            _session?.Transcript.NotStored();
        }

        _outcome = status;
    }

    public override bool IsAwaited => true;

    // The session goes on here, and may reuse this object before this returns.
    public override void Acknowledge() => _core.SetResult(_outcome);

    CommitResult IValueTaskSource<CommitResult>.GetResult(short token)
    {
        var status = _core.GetResult(token);
        return new CommitResult(status, status == CommitStatus.Stored ? _id.ToString() : null);
    }

    ValueTaskSourceStatus IValueTaskSource<CommitResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<CommitResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private async ValueTask<CommitResult> FinishThenSubmitAsync(ValueTask finished, Envelope envelope)
    {
        await finished;
        return _blocks.Failure == CommitStatus.Stored ? await Submit(envelope) : new CommitResult(_blocks.Failure, null);
    }

    private ValueTask<CommitResult> Submit(Envelope envelope)
    {
        if (!_scanned) Scan(_blocks.Body);
        _summary.Complete(envelope);
        _asksReport = _session is not null && ReportPlan.MayBeDue(envelope);
        _envelope = _envelopes.Write(envelope, _session?.Status, _session?.Transcript.LastLine ?? 0, Report?.Of);
        _transcript = _session?.Transcript.Take() ?? default;
        _core.Reset();
        var version = _core.Version;
        if (!_path.Writer.Enqueue(this))
        {
            Complete(CommitStatus.StorageFailed);
            Acknowledge();
        }

        return new ValueTask<CommitResult>(this, version);
    }

    private void Scan(ReadOnlyMemory<byte> start)
    {
        _summary.Scan(start.Span);
        _scanned = true;
    }

    private StoredMessage Describe() => new(
        _id, _session?.Inbox ?? _inbox, _session?.Id ?? 0, Encoding.UTF8.GetString(_summary.FromName),
        Encoding.UTF8.GetString(_summary.FromAddress), Encoding.UTF8.GetString(_summary.To),
        Encoding.UTF8.GetString(_summary.Subject), Length);
}
