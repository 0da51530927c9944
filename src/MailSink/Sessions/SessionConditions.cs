using System.Text.RegularExpressions;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Storage.Transcripts;

namespace MailSink.Sessions;

/// <summary>The conditions of a filter that only a session's lines or findings can answer.</summary>
internal sealed partial class SessionConditions(SessionFilter filter)
{
    private readonly Regex? _from = Pattern(filter.From);
    private readonly Regex? _to = Pattern(filter.To);

    /// <summary>The transcript has to be read to tell.</summary>
    public bool NeedLines => _from is not null || _to is not null || filter.Reply is not null || filter.Command is not null;

    public bool HoldForLines(IReadOnlyList<TranscriptEntry> lines) =>
        (filter.Reply is null || lines.Any(IsReply))
        && (filter.Command is null || lines.Any(l => l.Source == LineSource.Client && filter.Command.Equals(l.Command, StringComparison.OrdinalIgnoreCase)))
        && (_from is null || lines.Any(l => IsPath(l, "MAIL", _from)))
        && (_to is null || lines.Any(l => IsPath(l, "RCPT", _to)));

    public bool HoldForFindings(IEnumerable<StoredFinding> findings) => filter.Lint is not { } lint || findings.Any(f =>
        f.Id.Equals(lint, StringComparison.OrdinalIgnoreCase)
        || string.Equals(f.Weight()?.ToString(), lint, StringComparison.OrdinalIgnoreCase));

    private bool IsReply(TranscriptEntry line)
    {
        if (line.Source != LineSource.Server) return false;
        var code = SessionMapping.CodeOf(line.Text);
        var asked = filter.Reply!;
        return asked.EndsWith("xx", StringComparison.Ordinal) ? code / 100 == asked[0] - '0' : code == SessionMapping.CodeOf(asked);
    }

    private static bool IsPath(TranscriptEntry line, string command, Regex pattern) =>
        line.Source == LineSource.Client && line.Command == command
        && PathPattern().Match(line.Text) is { Success: true } path && pattern.IsMatch(path.Groups["path"].Value);

    /// <summary>An address with <c>*</c> for anything; a "+" that nobody escaped arrived as a space.</summary>
    private static Regex? Pattern(string? asked)
    {
        if (asked is null) return null;
        var address = asked.Replace(' ', '+').TrimStart('<').TrimEnd('>');
        var pattern = $"^{Regex.Escape(address).Replace("\\*", ".*", StringComparison.Ordinal)}$";
        return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    [GeneratedRegex(""":\s*<?(?<path>[^<>\s]*)""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PathPattern();
}
