using MailSink.Messages;

namespace MailSink.Sessions;

/// <summary>What selects sessions; all that is given must hold.</summary>
public sealed record SessionFilter
{
    /// <summary>Selects every session.</summary>
    public static readonly SessionFilter All = new();

    /// <summary>True: only those going on; false: only those that are over.</summary>
    public bool? Live { get; init; }

    /// <summary>Name of the inbox its mail goes to.</summary>
    public string? Inbox { get; init; }

    /// <summary>Started at or after; an id of a message stands for the time of its acceptance.</summary>
    public Moment? Since { get; init; }

    /// <summary>Started before.</summary>
    public Moment? Before { get; init; }

    /// <summary>A reverse-path it gave; <c>*</c> stands for anything.</summary>
    public string? From { get; init; }

    /// <summary>A recipient it gave; <c>*</c> stands for anything.</summary>
    public string? To { get; init; }

    /// <summary>A reply it got: a code (<c>452</c>) or a class (<c>4xx</c>).</summary>
    public string? Reply { get; init; }

    /// <summary>A command it gave, in any case.</summary>
    public string? Command { get; init; }

    /// <summary>A finding it has: an id (<c>S02</c>), or <c>error</c> or <c>warning</c>.</summary>
    public string? Lint { get; init; }

    /// <summary><c>delivered</c>: brought mail; <c>refused</c>: got a reply of 400 or above and brought none; <c>aborted</c>: ended without QUIT.</summary>
    public string? Outcome { get; init; }
}
