using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Transcripts;

namespace MailSink.Events;

/// <summary>Something that happened. A hint only: the store is the truth, and whoever misses events reads it again.</summary>
internal abstract record SinkEvent
{
    /// <summary>Position in the stream of all events, from 1; what a subscriber did not ask for leaves holes.</summary>
    public long Sequence { get; internal set; }
}

/// <summary>Messages became visible, in order of their sequence numbers.</summary>
internal sealed record MessagesStored(IReadOnlyList<StoredMessage> Messages) : SinkEvent;

/// <summary>What an event tells about a stored message.</summary>
internal sealed record StoredMessage(
    MessageId Id, string Inbox, long SessionId, string FromName, string FromAddress, string To, string Subject, long Size);

/// <summary>Messages were marked or tagged.</summary>
internal sealed record MessagesUpdated(IReadOnlyList<MessageId> Ids) : SinkEvent;

/// <summary>Messages are gone.</summary>
internal sealed record MessagesDeleted(IReadOnlyList<MessageId> Ids) : SinkEvent;

/// <summary>A client connected and said something, or waits for its greeting.</summary>
internal sealed record SessionStarted(long SessionId, SessionStatus Status) : SinkEvent;

/// <summary>A line of a session that somebody watches.</summary>
internal sealed record SessionLine(long SessionId, TranscriptEntry Line) : SinkEvent;

/// <summary>A session is over.</summary>
internal sealed record SessionEnded(long SessionId, SessionStatus Status, SessionEnd EndedBy) : SinkEvent;

/// <summary>Counters, once a second while somebody listens.</summary>
/// <param name="Connections">Open now.</param>
/// <param name="Messages">Accepted since the start.</param>
/// <param name="Octets">Of accepted content since the start.</param>
internal sealed record StatsTick(int Connections, long Messages, long Octets) : SinkEvent;

/// <summary>This subscriber was too slow: events were dropped, and it should read the store again.</summary>
/// <param name="Missed">How many.</param>
internal sealed record Gap(long Missed) : SinkEvent;
