using System.Collections.Concurrent;
using MailSink.Events;
using MailSink.Storage.Ingest;

namespace MailSink.Storage.Writer;

/// <summary>
/// Everything that makes room, as one chore that is queued whenever there may be something to do: the oldest messages are marked,
/// marked ones removed, then chunks nobody refers to, old sessions, and at last free pages are given back.
/// </summary>
internal sealed class Upkeep(Retention retention, StoreState state, EventBus bus) : Chore
{
    /// <summary>Free pages (of 16 KiB) that are kept for what comes next.</summary>
    private const int FreePagesKept = 4096;

    private const int PagesAtOnce = 64;

    private readonly ConcurrentQueue<long> _deadUploads = new();
    private readonly List<MessageId> _gone = [];
    private StoreWriter? _writer;
    private int _queued;
    private long _sessionCursor;
    private long _sessionLimit;

    /// <summary>Tells who runs it.</summary>
    public void Attach(StoreWriter writer) => _writer = writer;

    /// <summary>It waits or is being done.</summary>
    public bool IsQueued => Volatile.Read(ref _queued) != 0;

    /// <summary>Queues it unless it is queued already.</summary>
    public void Request()
    {
        if (_writer is not null && Interlocked.Exchange(ref _queued, 1) == 0) _writer.Enqueue(this);
    }

    /// <summary>The chunks of this upload belong to no message.</summary>
    public void Abandon(long uploadId)
    {
        _deadUploads.Enqueue(uploadId);
        Request();
    }

    public override bool Run(StoreFile file, Batch batch, Slice slice)
    {
        _gone.Clear();
        while (!slice.IsOver)
        {
            if (!MarkOldest(file, batch) && !RemoveMarked(file, batch) && !RemoveChunk(file) && !RemoveSession(file) && !GiveBack(file))
                return true;
        }

        return false;
    }

    public override void Committed(StoreState state)
    {
        if (_gone.Count > 0 && bus.HasSubscribers) bus.Publish(new MessagesDeleted([.. _gone]));
    }

    public override void Complete(Exception? error) => Volatile.Write(ref _queued, 0);

    private bool MarkOldest(StoreFile file, Batch batch)
    {
        if (retention.Due(file, batch) is not { } due) return false;
        Marking.Delete(file, batch, due.Seq, _gone);
        return true;
    }

    private bool RemoveMarked(StoreFile file, Batch batch)
    {
        var marked = file.Purge.Marked;
        if (!marked.Step())
        {
            marked.Reset();
            return false;
        }

        var (seq, sessionId, contentId, receivedUs) = (marked.Int64(0), marked.Int64(1), marked.Int64(2), marked.Int64(3));
        marked.Reset();
        // Numbers of removed messages must not be given again after a restart.
        if (seq == state.Seq) file.Purge.Meta.BindText(1, "head").BindText(2, new MessageId(receivedUs / 1000, seq).ToString()).Run();
        file.Purge.RemoveMessage.Bind(1, seq).Run();
        file.Edit.ClearTags.Bind(1, seq).Run();
        ReleaseContent(file, contentId, sessionId);
        return true;
    }

    private void ReleaseContent(StoreFile file, long contentId, long sessionId)
    {
        var release = file.Purge.Release.Bind(1, contentId);
        var (last, uploadId) = release.Step() ? (release.Int64(0) <= 0, release.Int64(1)) : (false, 0);
        release.Reset();
        if (!last) return;
        if (sessionId != 0) KeepTranscript(file, contentId, sessionId);
        file.Purge.RemoveContent.Bind(1, contentId).Run();
        file.Handover.Forget.Bind(1, contentId).Run();
        if (uploadId != 0) _deadUploads.Enqueue(uploadId);
    }

    private static void KeepTranscript(StoreFile file, long contentId, long sessionId)
    {
        var session = file.Purge.SessionOf.Bind(1, sessionId);
        var exists = session.Step();
        session.Reset();
        if (!exists) return;
        var stored = file.Purge.Transcript.Bind(1, contentId);
        if (stored.Step() && Transcripts.TranscriptCodec.FirstLine(stored.Blob(0)) is > 0 and var line)
            file.Ingest.Segment.Bind(1, sessionId).Bind(2, line).BindBlob(3, stored.Blob(0)).Run();
        stored.Reset();
    }

    private bool RemoveChunk(StoreFile file)
    {
        if (!_deadUploads.TryPeek(out var uploadId)) return false;
        file.Purge.RemoveChunk.Bind(1, uploadId << ChunkJob.NumberBits).Bind(2, ((uploadId + 1) << ChunkJob.NumberBits) - 1).Run();
        if (file.Sqlite.Changes > 0) return true;
        file.Purge.RemoveUpload.Bind(1, uploadId).Run();
        if (uploadId == state.LastUpload) file.Purge.Meta.BindText(1, "upload").Bind(2, uploadId).Run();
        _deadUploads.TryDequeue(out _);
        return true;
    }

    // Each session is looked at once in a round, so that those which stay for their messages' sake cost next to nothing.
    private bool RemoveSession(StoreFile file)
    {
        var limit = retention.SessionLimit();
        if (limit <= _sessionLimit) return false;
        var next = file.Purge.NextSession.Bind(1, _sessionCursor).Bind(2, limit);
        if (!next.Step())
        {
            next.Reset();
            // The next round begins when ten more minutes' worth of sessions have come of age.
            (_sessionCursor, _sessionLimit) = (0, limit + Sessions.SessionId.FirstAt(600_000_000));
            return false;
        }

        var (id, first, last) = (next.Int64(0), next.Int64(1), next.Int64(2));
        next.Reset();
        _sessionCursor = id;
        if (first > 0 && HasMessage(file, id, last, last) || HasMessage(file, id, first, last)) return true;
        file.Edit.DeleteSegments.Bind(1, id).Run();
        file.Edit.DeleteSession.Bind(1, id).Run();
        return true;
    }

    private static bool HasMessage(StoreFile file, long sessionId, long first, long last)
    {
        if (first <= 0) return false;
        var message = file.Purge.HasMessage.Bind(1, sessionId).Bind(2, first).Bind(3, last);
        var found = message.Step();
        message.Reset();
        return found;
    }

    private static bool GiveBack(StoreFile file)
    {
        var free = file.Sqlite.Scalar("PRAGMA freelist_count");
        if (free <= FreePagesKept || free <= file.Sqlite.Scalar("PRAGMA page_count") / 4) return false;
        file.Sqlite.Execute($"PRAGMA incremental_vacuum({PagesAtOnce})");
        return true;
    }
}
