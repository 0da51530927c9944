using MailSink.Messages;
using MailSink.Smtp;
using MailSink.Storage;

namespace MailSink.Rest;

/// <summary>Every query parameter of the API, once.</summary>
internal static class Parameters
{
    private static readonly QueryParameter From = QueryParameter.Text(
        "from", "Header From or reverse-path, in any case; `*` is a wildcard, `<>` the null reverse-path.", "*@shop.test");

    private static readonly QueryParameter To = QueryParameter.Text(
        "to", "An envelope recipient, To or Cc, in any case; `*` is a wildcard.", "a+job7@x.test");

    private static readonly QueryParameter Inbox = QueryParameter.Text("inbox", "Name of the inbox, exactly.", "default", 255);
    private static readonly QueryParameter Since = Time("since", "A message id: strictly after it. A time (RFC 3339): at or after it.");
    private static readonly QueryParameter Before = Time("before", "A message id or a time (RFC 3339): strictly before it.");

    /// <summary>What selects messages.</summary>
    public static readonly IReadOnlyList<QueryParameter> MessageFilters =
    [
        Inbox,
        From,
        To,
        QueryParameter.Text("subject", "Part of the subject, in any case.", "invoice"),
        QueryParameter.Text("session", "Id of the session that brought it."),
        QueryParameter.Text("tag", "A tag it carries.", "checked", 255),
        Since,
        Before,
        QueryParameter.Flag("unread", "true: nobody has marked it read; false: somebody has."),
        QueryParameter.Flag("hasAttachment", "Whether it carries anything beside its text."),
        new("lint", "A finding about it, in its conversation or in itself: an id, or `error`, `warning` or `info`.", "string", CheckLint) { Example = "D01" },
        new(
            "parameter", "A parameter of its MAIL or of a RCPT: the keyword, or keyword and value with `*` as a wildcard; in any case.",
            "string", ParameterPattern.Check) { Example = "NOTIFY=*DELAY*" },
    ];

    /// <summary>What selects sessions.</summary>
    public static readonly IReadOnlyList<QueryParameter> SessionFilters =
    [
        QueryParameter.Flag("live", "true: it goes on; false: it is over."),
        Inbox,
        Since,
        Before,
        QueryParameter.Text("from", "A reverse-path given in it, in any case; `*` is a wildcard."),
        QueryParameter.Text("to", "A recipient given in it, in any case; `*` is a wildcard."),
        new("reply", "A reply given in it: a code (`452`) or a class (`4xx`).", "string", CheckReply) { Example = "4xx" },
        QueryParameter.Text("command", "A command given in it, in any case.", "BDAT", 32),
        QueryParameter.Text("lint", "A finding about it: an id, or `error`, `warning` or `info`.", "S02", 32),
        QueryParameter.OneOf(
            "outcome", "`delivered`: brought mail; `refused`: brought none and got a reply of 400 or above; `aborted`: ended without QUIT.",
            "delivered", "refused", "aborted"),
    ];

    /// <summary>Which page of a list of messages.</summary>
    public static readonly IReadOnlyList<QueryParameter> MessagePage =
        Page(value => MessageId.TryParse(value, out _) ? null : "is not a cursor of this list; take `next` of the page before");

    /// <summary>Which page of a list of sessions.</summary>
    public static readonly IReadOnlyList<QueryParameter> SessionPage =
        Page(value => Base32.TryDecode(value, out _) ? null : "is not a cursor of this list; take `next` of the page before");

    /// <summary>Selects everything, said aloud.</summary>
    public static readonly IReadOnlyList<QueryParameter> All = [QueryParameter.OneOf("all", "Must be `true`: everything is meant.", "true")];

    /// <summary>The envelope of a message that is put in.</summary>
    public static readonly IReadOnlyList<QueryParameter> Envelope =
    [
        QueryParameter.Text("from", "The reverse-path; `<>` is the null one.", "shop@example.com"),
        QueryParameter.Text("to", "A recipient; may be given several times.", "alice@example.com") with { IsList = true },
        QueryParameter.Text("inbox", "The inbox it goes to (`default`).", "default", 255),
    ];

    public static readonly IReadOnlyList<QueryParameter> Download = [QueryParameter.Flag("download", "As a file to keep.")];

    public static readonly IReadOnlyList<QueryParameter> Inline =
    [
        QueryParameter.Flag("inline", "Show it in place: images only, and only with a token."),
        QueryParameter.Text("token", "Lets a sandboxed preview show one message's own images; part of the addresses in its HTML."),
    ];

    public static readonly IReadOnlyList<QueryParameter> Lines =
    [
        QueryParameter.Integer("after", "Number of the last line already known.", 0, int.MaxValue),
        QueryParameter.Integer("limit", "Lines at most (500).", 1, 5000),
        QueryParameter.Text("lang", "Language in which events are `shown` beside their English `text`, a BCP 47 tag.", "zh-CN", 35),
    ];

    public static readonly IReadOnlyList<QueryParameter> TranscriptFormat =
    [
        QueryParameter.OneOf("format", "How it is written: `telnet` (C: and S:), `swaks`, `openssl`, or `json`.", "telnet", "swaks", "openssl", "json"),
    ];

    public static readonly IReadOnlyList<QueryParameter> Language =
        [QueryParameter.Text("lang", "Language of the explanations, a BCP 47 tag: English, or Chinese.", "zh-CN", 35)];

    private static QueryParameter Time(string name, string description) =>
        new(name, description, "string", value => Moment.TryParse(value, out _) ? null : "must be a message id or an RFC 3339 time") { Example = "2026-01-31T08:00:00Z" };

    private static string? CheckLint(string value) =>
        value.ToLowerInvariant() is "error" or "warning" or "info" || LintTable.FindById(value) is not null
            ? null
            : "must be the id of a finding (GET /rest/v1/reference/lint), or error, warning or info";

    private static string? CheckReply(string value) =>
        value.Length == 3 && value[0] is >= '2' and <= '5' && (value[1..] == "xx" || value.All(char.IsAsciiDigit))
            ? null
            : "must be a reply code such as 452 or a class such as 4xx";

    private static IReadOnlyList<QueryParameter> Page(Func<string, string?> checkCursor) =>
    [
        QueryParameter.Integer("limit", "Items on a page (50).", 1, 500),
        new("cursor", "`next` of the page before.", "string", checkCursor),
        QueryParameter.OneOf("order", "`asc`: oldest first; `desc`: newest first, as without it.", "asc", "desc"),
    ];
}
