using System.Globalization;
using System.Text.RegularExpressions;

namespace MailSink.Pages;

/// <summary>How one framework or tool is pointed at the sink.</summary>
/// <param name="Group">Heading in the list; a key of the texts when it contains a dot.</param>
/// <param name="Name">Of the framework.</param>
/// <param name="Language">File or language it is written in.</param>
/// <param name="Template">Text with <c>{host}</c> and <c>{port}</c>.</param>
/// <param name="Listener">Name of the listener whose port it takes.</param>
internal sealed partial record Snippet(string Group, string Name, string Language, string Template, string Listener = "smtp")
{
    /// <summary>For HTML ids.</summary>
    public string Id { get; } = new([.. Name.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);

    /// <summary>As it is copied.</summary>
    public string Text(string host, int port) => Template
        .Replace("{host}", host, StringComparison.Ordinal)
        .Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>As it is shown: pieces and their class: <c>hl</c> host and port, <c>s</c> string, <c>c</c> comment, "" the rest.</summary>
    public IEnumerable<(string Text, string Kind)> Runs(string host, int port)
    {
        var at = 0;
        foreach (Match match in Pieces().Matches(Template))
        {
            if (match.Index > at) yield return (Template[at..match.Index], "");
            var kind = match.Value.Contains("{host}", StringComparison.Ordinal) || match.Value.Contains("{port}", StringComparison.Ordinal)
                ? "hl" : match.Value[0] is '#' or '/' ? "c" : "s";
            yield return ((this with { Template = match.Value }).Text(host, port), kind);
            at = match.Index + match.Length;
        }

        if (at < Template.Length) yield return (Template[at..], "");
    }

    [GeneratedRegex("""["']?(?:smtps?://)?\{host\}(?:[: ]\{port\})?["']?|["']?\{port\}["']?|(?<![\w:])(?:#|//) [^\n]*|"[^"\n{]*"|'[^'\n{]*'""", RegexOptions.None, 1000)]
    private static partial Regex Pieces();
}
