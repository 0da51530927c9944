using System.Globalization;
using MailSink.Storage;

namespace MailSink.Messages;

/// <summary>What selects messages; all that is given must hold.</summary>
public sealed record MessageFilter
{
    /// <summary>Selects every message.</summary>
    public static readonly MessageFilter All = new();

    /// <summary>Name of the inbox, exactly.</summary>
    public string? Inbox { get; init; }

    /// <summary>Header From or reverse-path; <c>*</c> stands for anything, <c>&lt;&gt;</c> is the null reverse-path.</summary>
    public string? From { get; init; }

    /// <summary>An envelope recipient, To or Cc; <c>*</c> stands for anything.</summary>
    public string? To { get; init; }

    /// <summary>Within the subject, in any case.</summary>
    public string? Subject { get; init; }

    /// <summary>Id of the session that brought it.</summary>
    public string? Session { get; init; }

    /// <summary>A tag it carries.</summary>
    public string? Tag { get; init; }

    public Moment? Since { get; init; }
    public Moment? Before { get; init; }
    public bool? Unread { get; init; }
    public bool? HasAttachment { get; init; }

    /// <summary>A finding about it: an id of the lint table, or <c>error</c>, <c>warning</c> or <c>info</c> for any of that severity.</summary>
    public string? Lint { get; init; }

    /// <summary>A parameter of MAIL or RCPT: <c>KEYWORD</c> or <c>KEYWORD=value</c>; <c>*</c> in the value stands for anything.</summary>
    public string? Parameter { get; init; }

    /// <summary>Nothing is asked for.</summary>
    public bool IsEmpty => this == All;
}

/// <summary>A point in the order of acceptance: a message's id, or a time.</summary>
/// <param name="Id">Null when it is a time.</param>
/// <param name="Time">Null when it is an id.</param>
public readonly record struct Moment(MessageId? Id, DateTimeOffset? Time)
{
    /// <summary>Reads an id or an RFC 3339 time; a time without an offset is UTC.</summary>
    public static bool TryParse(string text, out Moment moment)
    {
        moment = default;
        if (MessageId.TryParse(text, out var id))
        {
            moment = new Moment(id, null);
            return true;
        }

        // A "+" in a query string that nobody escaped arrives as a space.
        var value = text.Length > 19 ? text.Replace(' ', '+') : text;
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (text.Length < 10 || text[4] != '-' || !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, Styles, out var time)) return false;
        moment = new Moment(null, time);
        return true;
    }
}

/// <summary>Which part of a list is wanted.</summary>
/// <param name="Limit">Items, 1 to 500.</param>
/// <param name="Cursor"><c>next</c> of the page before, or null for the first.</param>
/// <param name="Ascending">Oldest first.</param>
public sealed record PageRequest(int Limit = 50, string? Cursor = null, bool Ascending = false);
