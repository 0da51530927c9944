using MailSink.Smtp;

namespace MailSink.Storage.Transcripts;

/// <summary>One line of a transcript as it is read back.</summary>
internal sealed record TranscriptEntry
{
    /// <summary>Number in the session, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Time since the session's start.</summary>
    public required TimeSpan At { get; init; }

    public required LineSource Source { get; init; }

    /// <summary>The line without its end: UTF-8 where its octets are valid, else Latin-1.</summary>
    public required string Text { get; init; }

    /// <summary>On the wire, line end included; of message content all its octets.</summary>
    public required long Octets { get; init; }

    /// <summary>Verb of the command this line is or answers.</summary>
    public string? Command { get; init; }

    /// <summary>Row of the reply table.</summary>
    public string? ReplyId { get; init; }

    /// <summary><c>connect tls content close fault note</c>.</summary>
    public string? Note { get; init; }

    public string? RuleId { get; init; }

    /// <summary>The message whose transaction this line belongs to, where known.</summary>
    public MessageId? MessageId { get; init; }
}
