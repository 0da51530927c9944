using System.Globalization;
using MailSink.Messages;
using MailSink.Sessions;

namespace MailSink.Rest;

/// <summary>Reads checked query strings (<see cref="QueryValidation"/>) into what the readers take.</summary>
internal static class QueryReading
{
    private const int DefaultLimit = 50;

    public static MessageFilter ReadMessageFilter(this IQueryCollection query) => new()
    {
        Inbox = query.Text("inbox"),
        From = query.Text("from"),
        To = query.Text("to"),
        Subject = query.Text("subject"),
        Session = query.Text("session"),
        Tag = query.Text("tag"),
        Since = query.Moment("since"),
        Before = query.Moment("before"),
        Unread = query.Flag("unread"),
        HasAttachment = query.Flag("hasAttachment"),
        Lint = query.Text("lint"),
        Parameter = query.Text("parameter"),
    };

    public static SessionFilter ReadSessionFilter(this IQueryCollection query) => new()
    {
        Live = query.Flag("live"),
        Inbox = query.Text("inbox"),
        Since = query.Moment("since"),
        Before = query.Moment("before"),
        From = query.Text("from"),
        To = query.Text("to"),
        Reply = query.Text("reply"),
        Command = query.Text("command"),
        Lint = query.Text("lint"),
        Outcome = query.Text("outcome"),
    };

    public static PageRequest ReadPage(this IQueryCollection query) =>
        new(query.Number("limit") ?? DefaultLimit, query.Text("cursor"), query.Text("order") == "asc");

    public static string? Text(this IQueryCollection query, string name) => query.TryGetValue(name, out var values) ? values[0] : null;

    public static bool? Flag(this IQueryCollection query, string name) => QueryParameter.ReadFlag(query.Text(name));

    public static int? Number(this IQueryCollection query, string name) =>
        int.TryParse(query.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Moment? Moment(this IQueryCollection query, string name) =>
        query.Text(name) is { } text && Messages.Moment.TryParse(text, out var moment) ? moment : null;
}
