using System.Text.RegularExpressions;

namespace MailSink.Messages.Mime;

/// <summary>Finds links and one-time codes in a plain text. Every pattern is without backtracking: a mail chooses its own text.</summary>
internal static partial class TextScan
{
    private const int MaxLinks = 1000;
    private const int MaxCodes = 20;
    private const int MaxCandidates = 1000;
    private const int MaxText = 256 * 1024;
    private const int ContextBefore = 60;
    private const int ContextAfter = 30;

    public static IEnumerable<LinkDto> Links(string text)
    {
        foreach (Match match in UrlPattern().Matches(Head(text)).Take(MaxLinks))
        {
            var url = match.Value.TrimEnd('.', ',', ';', ':', '!', '?', '\'', '"', '*', '_');
            // A closing bracket belongs to the sentence unless the URL opened one itself.
            if (url.EndsWith(')') && !url.Contains('(')) url = url[..^1];
            if (url.EndsWith(']') && !url.Contains('[')) url = url[..^1];
            yield return new LinkDto(url, null, "text");
        }
    }

    /// <summary>Numbers and short words of letters and digits near a word that says what they are.</summary>
    public static IReadOnlyList<CodeDto> Codes(string text)
    {
        var head = Head(text);
        var found = new List<CodeDto>();
        foreach (Match match in CodePattern().Matches(head).Take(MaxCandidates))
        {
            var group = match.Groups["code"];
            var from = Math.Max(0, group.Index - ContextBefore);
            var to = Math.Min(head.Length, group.Index + group.Length + ContextAfter);
            var context = head[from..to];
            if (!group.Value.Any(char.IsAsciiDigit) || !CodeWordPattern().IsMatch(context)) continue;
            if (found.Exists(code => code.Value == group.Value)) continue;
            found.Add(new CodeDto(group.Value, SpacePattern().Replace(context, " ").Trim()));
            if (found.Count == MaxCodes) break;
        }

        return found;
    }

    private static string Head(string text) => text.Length <= MaxText ? text : text[..MaxText];

    [GeneratedRegex("""https?://[^\s<>"'\u3000-\u303f\uff00-\uff65]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex UrlPattern();

    [GeneratedRegex("""(^|[^0-9A-Za-z/=&#.%_-])(?<code>[0-9]{4,8}|[0-9]{3}[ -][0-9]{3}|[0-9A-Z]{3,4}-[0-9A-Z]{3,4}|[0-9A-Z]{5,8})\b""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CodePattern();

    [GeneratedRegex("""\b(code|otp|pin|passcode|password|token|verification|verify|confirm|einmal|bestätigung)|验证码|校验码|动态码|验证|驗證|確認|コード|인증|код""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex CodeWordPattern();

    [GeneratedRegex("""\s+""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SpacePattern();
}
