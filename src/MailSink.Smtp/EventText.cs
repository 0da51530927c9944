using System.Globalization;
using System.Text.RegularExpressions;

namespace MailSink.Smtp;

/// <summary>
/// A text of <see cref="LineSource.Event"/> lines. <c>{0}</c> is something that is the same in every language; <c>{0?}</c> may be a
/// phrase of the table, and <c>{0!}</c> is one or several, set off by commas.
/// </summary>
/// <param name="Note">What the line is (<see cref="TranscriptLine.Note"/>), or null for a phrase within one.</param>
/// <param name="Text">English as the transcript has it, and Chinese.</param>
internal sealed partial record EventText(string? Note, LocalizedText Text)
{
    private readonly string[] _kinds = [.. Place().Matches(Text.En).Select(static place => place.Groups["kind"].Value)];

    private readonly Regex _pattern = new(
        $"^{string.Concat(Place().Split(Text.En).Select(static (piece, at) => at % 2 == 0 ? Regex.Escape(piece) : "(.+)"))}$",
        RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);

    /// <summary>The text in Chinese, or null where this is not the row it was made from.</summary>
    /// <param name="text">As the transcript has it.</param>
    /// <param name="phrase">A phrase in Chinese, or null where the table has none such.</param>
    public string? Translate(string text, Func<string, string?> phrase)
    {
        if (_pattern.Match(text) is not { Success: true } match) return null;
        var filled = new object[_kinds.Length];
        for (var i = 0; i < filled.Length; i++)
        {
            var value = match.Groups[i + 1].Value;
            var said = _kinds[i] switch { "?" => phrase(value) ?? value, "!" => Listed(value, phrase), _ => value };
            if (said is null) return null;
            filled[i] = said;
        }

        return string.Format(CultureInfo.InvariantCulture, Text.Zh, filled);
    }

    private static string? Listed(string value, Func<string, string?> phrase)
    {
        var phrases = value.Split(", ").Select(phrase).ToList();
        return phrases.Contains(null) ? null : string.Join('，', phrases);
    }

    // One group, so that Split gives pieces and kinds in turn.
    [GeneratedRegex(@"\{\d(?<kind>[?!]?)\}")]
    private static partial Regex Place();
}
