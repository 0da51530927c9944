namespace MailSink.Smtp;

/// <summary>
/// Who a transcript line comes from, by the part it plays in the protocol: the client gives commands, the server answers. Where
/// the connection was turned round, or where this program called another server, this program is the client.
/// </summary>
public enum LineSource : byte
{
    /// <summary>A line the client sent: a command, or its answer to a challenge.</summary>
    Client,

    /// <summary>A line the server sent: part of a reply.</summary>
    Server,

    /// <summary>Something that happened on the connection: opened, TLS established, data received, closed.</summary>
    Event,
}

/// <summary>
/// One line of a session, as it passed the door. Secrets are already replaced by <c>•••</c>. Message content is one
/// <see cref="LineSource.Event"/> line that carries its count of octets, not the octets.
/// </summary>
public readonly ref struct TranscriptLine
{
    /// <summary>Number of the line in its session, from 1, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>Time since the session's start.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Direction.</summary>
    public required LineSource Source { get; init; }

    /// <summary>The line without its CRLF, octets as on the wire (UTF-8 where it is valid).</summary>
    public required ReadOnlySpan<byte> Text { get; init; }

    /// <summary>Octets on the wire, line end included; for content all its octets as sent.</summary>
    public required long Octets { get; init; }

    /// <summary>Upper-case verb of the command this line is or answers, or null (greeting, unknown words, events).</summary>
    public string? Command { get; init; }

    /// <summary>The reply table's row this line was made from, or null for what is no reply.</summary>
    public string? ReplyId { get; init; }

    /// <summary>True when <see cref="Text"/> is exactly what the reply table's row renders to without arguments.</summary>
    public bool IsTableText { get; init; }

    /// <summary>What an <see cref="LineSource.Event"/> line is: <c>connect tls content close fault note reversed</c>.</summary>
    public string? Note { get; init; }

    /// <summary>The rule that made the line, or null.</summary>
    public string? RuleId { get; init; }
}
