using MailSink.Messages;
using MailSink.Sessions;
using MailSink.Smtp;

namespace MailSink.Pages;

/// <summary>What is to be said about a line of a transcript or about a reply code: rows of the engine's tables.</summary>
internal sealed record ExplanationView
{
    /// <summary>The line, or null when a code alone is explained.</summary>
    public LineDto? Line { get; init; }

    /// <summary>Three digits, or null for what is no reply.</summary>
    public int? Code { get; init; }

    public ReplyCodeRow? Reply { get; init; }
    public EnhancedStatusRow? Enhanced { get; init; }
    public CommandRow? Command { get; init; }

    /// <summary>The extension that this line of an EHLO reply announces.</summary>
    public ExtensionRow? Extension { get; init; }

    public IReadOnlyList<FindingDto> Findings { get; init; } = [];

    /// <summary>More lines of the same reply follow; null when a code alone is explained.</summary>
    public bool? Continues { get; init; }

    /// <summary>Commands that a code may answer.</summary>
    public IEnumerable<string> Answers => CommandTable.Rows.Where(row => Code is { } code && row.Replies.Contains(code)).Select(row => row.Name);

    /// <summary>Explains a line.</summary>
    public static ExplanationView Of(LineDto line, IReadOnlyList<FindingDto> findings)
    {
        if (line.Reply is not { } reply)
            return new ExplanationView { Line = line, Findings = findings, Command = line.From == "client" ? Find(line.Command) : null };
        var continues = line.Text.Length > 3 && line.Text[3] == '-';
        return OfCode(reply.Code, reply.Enhanced) with { Line = line, Findings = findings, Continues = continues, Extension = Announced(line) };
    }

    /// <summary>Explains a code, known or not.</summary>
    public static ExplanationView OfCode(int code, string? enhanced = null) => new()
    {
        Code = code,
        Reply = ReplyCodeTable.Rows.FirstOrDefault(row => row.Code == code),
        Enhanced = enhanced is null ? null : EnhancedStatusTable.Rows.FirstOrDefault(row => row.Code == enhanced)
            ?? EnhancedStatusTable.Rows.FirstOrDefault(row => row.Code == "X" + enhanced[1..]),
    };

    private static CommandRow? Find(string? verb) => CommandTable.Rows.FirstOrDefault(row => row.Name == verb);

    // "250-SIZE 52428800": the word behind the separator, unless it is the greeting's first line.
    private static ExtensionRow? Announced(LineDto line)
    {
        if (line is not { Command: "EHLO" or "LHLO", Reply.Code: 250 } || line.Text.Length < 5) return null;
        var keyword = line.Text[4..].Split(' ')[0];
        return ExtensionTable.Rows.FirstOrDefault(row => string.Equals(row.Keyword, keyword, StringComparison.OrdinalIgnoreCase));
    }
}
