using System.Text.RegularExpressions;

namespace MailSink.Smtp;

/// <summary>A reply that stands in no table: code, enhanced code and lines as a rule gives them, fit for the wire.</summary>
public sealed partial record FaultReply
{
    /// <summary>Octets of text in one line: RFC 5321 section 4.5.3.1.5 allows 512 with code, enhanced code and CRLF.</summary>
    private const int LongestText = 490;

    private static readonly LocalizedText Meaning = new("A rule made this reply.", "此应答由规则产生。");

    private readonly ReplyRow row;

    private FaultReply(int code, string? enhanced, IReadOnlyList<string> lines)
    {
        row = new ReplyRow(ReplyRow.Unlisted, code, enhanced, lines[0], Meaning);
        Lines = lines;
    }

    /// <summary>The three digits, 200 to 599.</summary>
    public int Code => row.Code;

    /// <summary>Enhanced status code, or null.</summary>
    public string? Enhanced => row.Enhanced;

    /// <summary>The text of each line, at least one, without codes and without control characters.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>4yz or 5yz.</summary>
    public bool IsRefusal => Code >= 400;

    /// <summary>Checks and makes a reply.</summary>
    /// <param name="code">200 to 599.</param>
    /// <param name="enhanced">Such as <c>4.2.2</c>, its class the code's first digit; null for none.</param>
    /// <param name="text">Lines end with CRLF, CR or LF; a long one is folded. Null or empty: the meaning of the code.</param>
    /// <param name="error">What is wrong, in English, when null is returned.</param>
    public static FaultReply? TryCreate(int code, string? enhanced, string? text, out string error)
    {
        error = "";
        if (code is < 200 or > 599) error = $"{code} is no reply code: it is between 200 and 599";
        else if (enhanced is not null && !EnhancedShape().IsMatch(enhanced)) error = $"\"{enhanced}\" is no enhanced status code such as 4.2.2";
        else if (enhanced is not null && enhanced[0] - '0' != code / 100) error = $"\"{enhanced}\" does not begin with the first digit of {code}";
        if (error.Length > 0) return null;
        var spoken = string.IsNullOrWhiteSpace(text) ? ReplyCodeTable.Find(code)?.Meaning.En ?? "Made by a rule" : text;
        return new FaultReply(code, enhanced, [.. spoken.ReplaceLineEndings("\n").Split('\n').SelectMany(Fold)]);
    }

    // Behind a fixed text the argument is not looked at; in one that has braces by chance they stay what they are.
    internal Reply ToReply(string ruleId) => new(row with { RuleId = ruleId }, "{0}", Lines.Count > 1 ? [.. Lines.Skip(1)] : null);

    private static IEnumerable<string> Fold(string line)
    {
        for (; line.Length > LongestText; line = line[LongestText..]) yield return line[..LongestText];
        yield return line;
    }

    [GeneratedRegex(@"^[245]\.[0-9]{1,3}\.[0-9]{1,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EnhancedShape();
}
