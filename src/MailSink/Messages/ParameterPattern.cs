using MailSink.Smtp;

namespace MailSink.Messages;

/// <summary>What the filter <c>parameter</c> asks for: a parameter of MAIL or RCPT, whatever its value, or one of a certain value.</summary>
/// <param name="Text">As the index has it: <c>keyword</c> or <c>keyword=value</c>, in which <c>*</c> stands for anything.</param>
internal readonly record struct ParameterPattern(string Text)
{
    private static readonly HashSet<string> Known = new(
        ExtensionTable.Rows.SelectMany(static row => row.MailParameters.Concat(row.RcptParameters)), StringComparer.OrdinalIgnoreCase);

    public bool HasWildcard => Text.Contains('*');

    /// <summary>All texts of the keyword that have a value stand in this range: from the first, up to but without the second.</summary>
    public (string From, string To) Range => Text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        ? (Text[..(equals + 1)], Text[..equals] + (char)('=' + 1))
        : (Text, Text);

    /// <summary>What is wrong with a filter, or null.</summary>
    public static string? Check(string asked)
    {
        var equals = asked.IndexOf('=', StringComparison.Ordinal);
        if (!Known.Contains(equals < 0 ? asked : asked[..equals])) return "must be a parameter of MAIL or RCPT (GET /rest/v1/reference/extensions), or one and its value: NOTIFY, or NOTIFY=*DELAY*";
        if (equals < 0) return null;
        var value = asked.AsSpan(equals + 1);
        // esmtp-value = 1*(%d33-60 / %d62-126)
        return value.IsEmpty ? "names no value behind =" : value.Contains('=') ? "has a second =, which no value has" : null;
    }

    // A "+" that nobody escaped arrives as a space, and no value has one.
    public static ParameterPattern Of(string asked) => new(Normal(asked.Replace(' ', '+')));

    /// <summary>A parameter that was sent, as the index has it.</summary>
    public static string IndexText(string keyword, string? value) => Normal(value is null ? keyword : $"{keyword}={value}");

    /// <summary>RFC 5321 section 2.4: "Verbs and argument values … are not case sensitive", but for what extensions except.</summary>
    private static string Normal(string text) => text.ToLowerInvariant();
}
