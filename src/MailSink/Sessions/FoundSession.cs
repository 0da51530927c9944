using MailSink.Storage;
using MailSink.Storage.Rows;
using MailSink.Storage.Transcripts;

namespace MailSink.Sessions;

/// <summary>A session, from memory or from the store.</summary>
internal sealed class FoundSession
{
    public FoundSession(LiveSession session)
    {
        Live = session;
        Id = session.Id;
        Inbox = session.Inbox;
    }

    public FoundSession(SessionRow row, string inbox)
    {
        Row = row;
        Id = row.Id;
        Inbox = inbox;
    }

    public long Id { get; }
    public string Inbox { get; }
    public LiveSession? Live { get; }
    public SessionRow? Row { get; }
    public long FirstSeq => Live?.FirstSeq ?? Row!.FirstSeq;
    public long LastSeq => Live?.LastSeq ?? Row!.LastSeq;

    public List<TranscriptEntry> ReadLines(SinkContext db)
    {
        // Memory before the store: what is stored in between is then seen in both, and counts once.
        var unstored = Live?.Transcript.Copy() ?? [];
        return SessionLines.Read(db, Id, FirstSeq, LastSeq, unstored);
    }
}
