using System.Text.Json.Serialization;
using MailSink.Messages;
using MailSink.Smtp;

namespace MailSink.Sessions;

/// <summary>One connection, live or over.</summary>
public sealed record SessionDto
{
    public required string Id { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset? EndedAt { get; init; }
    public required string Listener { get; init; }
    public required string Inbox { get; init; }
    public required ClientDto Client { get; init; }

    /// <summary>Where in the protocol it stands, lower case (<c>greeted</c>, <c>data</c>, <c>closed</c>).</summary>
    public required string State { get; init; }

    public required int Commands { get; init; }

    /// <summary>Ids of the first 100 messages it brought.</summary>
    public required IReadOnlyList<string> Messages { get; init; }

    public required int MessageCount { get; init; }

    /// <summary>Highest reply code of 400 and above, null when there was none.</summary>
    public required int? WorstReply { get; init; }

    /// <summary><c>quit client server timeout fault shutdown</c>, null while it lives.</summary>
    public required string? EndedBy { get; init; }

    public required long OctetsIn { get; init; }
    public required long OctetsOut { get; init; }
    public required IReadOnlyList<string> RuleIds { get; init; }
    public required IReadOnlyList<FindingDto> Lint { get; init; }
}

/// <summary>One line of a transcript.</summary>
/// <param name="N">Number in the session, from 1.</param>
/// <param name="At">Milliseconds since the session's start.</param>
/// <param name="From"><c>client</c>, <c>server</c> or <c>event</c>.</param>
/// <param name="Text"></param>
/// <param name="Octets">On the wire, line end included.</param>
/// <param name="Command"></param>
/// <param name="Reply"></param>
/// <param name="MessageId"></param>
/// <param name="RuleId"></param>
/// <param name="Note"></param>
/// <param name="Shown">What an event line says in the language asked for, where that is not <paramref name="Text"/>.</param>
public sealed record LineDto(
    int N, double At, string From, string Text, long Octets, string? Command, LineReplyDto? Reply, string? MessageId, string? RuleId,
    string? Note, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Shown = null)
{
    /// <summary>The line for people who read a language, a BCP 47 tag.</summary>
    public LineDto In(string language) =>
        From == "event" && EventTable.In(language, Note, Text) is { } said && said != Text ? this with { Shown = said } : this;
}

/// <param name="Id">Row of the reply table.</param>
/// <param name="Code"></param>
/// <param name="Enhanced">Enhanced status code such as <c>2.1.0</c>, or null.</param>
/// <param name="Class">First digit.</param>
public sealed record LineReplyDto(string Id, int Code, string? Enhanced, int Class);
