using MailSink.Configuration;

namespace MailSink.Storage.Writer;

/// <summary>How much is kept, and whether there is room for more. Asked on the writer's thread.</summary>
internal sealed class Retention(SinkOptions options, StoreState state, TimeProvider time)
{
    /// <summary>More is stored than should be: the oldest should go.</summary>
    public bool IsOver =>
        options.RetentionSize > 0 && state.Octets > options.RetentionSize || options.RetentionCount > 0 && state.Live > options.RetentionCount;

    /// <summary>Whether a message may be stored: there is room, or room can be made by removing what is old enough.</summary>
    public bool HasRoom(StoreFile file, Batch batch, long octets)
    {
        var tooLarge = options.RetentionSize > 0 && state.Octets + batch.Octets + octets > options.RetentionSize;
        var tooMany = options.RetentionCount > 0 && state.Live + batch.Live + 1 > options.RetentionCount;
        if (!tooLarge && !tooMany) return true;
        if (tooLarge && octets > options.RetentionSize) return false;
        return Oldest(file) is { } oldest && oldest.ReceivedUs < Before(options.RetentionMinAge);
    }

    /// <summary>The oldest live message when it has to go, else null.</summary>
    public (long Seq, long ReceivedUs)? Due(StoreFile file, Batch batch)
    {
        if (Oldest(file) is not { } oldest) return null;
        if (options.RetentionAge > TimeSpan.Zero && oldest.ReceivedUs < Before(options.RetentionAge)) return oldest;
        var over = options.RetentionSize > 0 && state.Octets + batch.Octets > options.RetentionSize
            || options.RetentionCount > 0 && state.Live + batch.Live > options.RetentionCount;
        return over && oldest.ReceivedUs < Before(options.RetentionMinAge) ? oldest : null;
    }

    /// <summary>Sessions that began before this have to go when no message of theirs is left; as a session id, 0 for none.</summary>
    public long SessionLimit() =>
        options.RetentionSessions <= TimeSpan.Zero ? 0 : Sessions.SessionId.FirstAt(Before(options.RetentionSessions));

    private (long Seq, long ReceivedUs)? Oldest(StoreFile file)
    {
        var statement = file.Purge.Oldest.Bind(1, state.OldestCursor);
        (long, long)? oldest = statement.Step() ? (statement.Int64(0), statement.Int64(1)) : null;
        statement.Reset();
        if (oldest is { Item1: var seq }) state.OldestCursor = seq - 1;
        return oldest;
    }

    private long Before(TimeSpan age) => (time.GetUtcNow() - age).ToUnixMicroseconds();
}
