using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Transcripts;
using MailSink.Storage.Writer;

namespace MailSink.Sessions;

/// <summary>Writes a session's row and the lines that stand with no message. Queued at most once at a time.</summary>
internal sealed class SessionJob(LiveSession session, LiveSessions owner) : WriteJob
{
    private const int Idle = 0;
    private const int Queued = 1;
    private const int QueuedAndWanted = 2;

    private ReadOnlyMemory<byte> _segment;
    private int _state;
    private volatile bool _final;
    private bool _wroteFinal;
    private int _writtenCommands = -1;

    /// <summary>The stored row is behind.</summary>
    public bool IsStale => _writtenCommands != session.Status.Commands;

    public override int Octets => 512 + _segment.Length;

    /// <summary>Asks for the row to be written; the final one is written after all lines have come.</summary>
    public void Request(bool final)
    {
        if (final) _final = true;
        if (Interlocked.CompareExchange(ref _state, Queued, Idle) == Idle) Submit();
        else if (final && Interlocked.CompareExchange(ref _state, QueuedAndWanted, Queued) == Idle) Request(final);
    }

    public override CommitStatus Write(StoreFile file, Batch batch)
    {
        // Lent lines stay lent until this job is complete, so a second try after a rollback writes the same ones.
        if (_segment.IsEmpty) _segment = session.Transcript.Take();
        if (!_segment.IsEmpty)
            file.Ingest.Segment.Bind(1, session.Id).Bind(2, TranscriptCodec.FirstLine(_segment.Span)).BindBlob(3, _segment.Span).Run();
        WriteRow(file, batch.InboxId(file, owner.Path.Writer.State, session.Inbox));
        return CommitStatus.Stored;
    }

    public override void Complete(CommitStatus status)
    {
        if (!_segment.IsEmpty)
        {
            if (status == CommitStatus.Stored) session.Transcript.Stored();
            else session.Transcript.NotStored();
            _segment = default;
        }

        if (Interlocked.Exchange(ref _state, Idle) == QueuedAndWanted) Request(final: true);
        else if (_wroteFinal) owner.Forget(session);
    }

    private void Submit()
    {
        if (!owner.Path.Writer.Enqueue(this)) Complete(CommitStatus.StorageFailed);
    }

    private void WriteRow(StoreFile file, long inboxId)
    {
        var status = session.Status;
        _writtenCommands = status.Commands;
        _wroteFinal = _final;
        var ended = _wroteFinal ? session.EndedAt : null;
        var notes = new SessionNotes
        {
            Findings = [.. session.Findings.Select(StoredFinding.Of)],
            RuleIds = session.RuleIds,
            TlsServerName = status.TlsServerName,
            Certificate = StoredCertificate.Of(status.ClientCertificate),
        };
        var severities = notes.Findings.Select(f => f.Weight()).ToList();
        file.Ingest.Session
            .Bind(1, session.Id).Bind(2, status.StartedAt.ToUnixMicroseconds()).Bind(3, ended?.ToUnixMicroseconds()).Bind(4, inboxId)
            .BindText(5, status.Listener).BindText(6, status.Helo ?? "")
            .BindText(7, status.Remote?.Address.ToString() ?? "").Bind(8, status.Remote?.Port ?? 0)
            .BindText(9, status.AuthMechanism ?? "").BindText(10, status.AuthUser ?? "")
            .BindText(11, status.TlsProtocol ?? "").BindText(12, status.TlsCipher ?? "")
            .Bind(13, (int)status.Phase).Bind(14, status.Commands).Bind(15, session.MessageCount).Bind(16, status.WorstReply)
            .Bind(17, ended is null ? null : (long?)session.EndedBy).Bind(18, status.OctetsIn).Bind(19, status.OctetsOut)
            .Bind(20, severities.Count(s => s == Severity.Error)).Bind(21, severities.Count(s => s == Severity.Warning)).Bind(22, session.FirstSeq).Bind(23, session.LastSeq);
        if (notes.Write() is { } json) file.Ingest.Session.BindBlob(24, json).Run();
        else file.Ingest.Session.BindNull(24).Run();
    }
}
