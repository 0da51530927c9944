using System.Text;

namespace MailSink.Configuration;

/// <summary>How many values an option takes.</summary>
internal enum OptionArity
{
    /// <summary>None, or <c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>One.</summary>
    One,

    /// <summary>One each time it is given; commas separate several.</summary>
    Many,
}

/// <summary>One thing an operator can set, and the only place that says how.</summary>
/// <param name="Name">Command-line option, such as <c>--smtp-port</c>.</param>
/// <param name="Key">Key in appsettings.json, such as <c>Smtp:Port</c>.</param>
/// <param name="Placeholder">What stands for the value in help.</param>
/// <param name="Default">The default as an operator would write it; empty when there is none.</param>
/// <param name="Description">One line, English.</param>
/// <param name="Arity">How many values it takes.</param>
/// <param name="Apply">Sets the values; null options and an explanation of what is expected when one of them is not understood.</param>
internal sealed record OptionRow(
    string Name, string Key, string Placeholder, string Default, string Description, OptionArity Arity,
    Func<SinkOptions, IReadOnlyList<string>, (SinkOptions? Options, string? Error)> Apply)
{
    /// <summary>Environment variable, such as <c>MAILSINK_SMTP__PORT</c>.</summary>
    public string Variable { get; } = VariablePrefix + Key.Replace(":", "__", StringComparison.Ordinal).SnakeUpper();

    public const string VariablePrefix = "MAILSINK_";

    /// <summary>Whether an environment variable means this row. Case and single underscores do not count.</summary>
    public bool IsVariable(string name) => Plain(name).Equals(Plain(Variable), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) =>
        name.Replace("__", ":", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
}

/// <summary>Spelling of names.</summary>
internal static class NameCase
{
    /// <summary><c>MaxMessageSize</c> → <c>MAX_MESSAGE_SIZE</c>.</summary>
    public static string SnakeUpper(this string pascal)
    {
        var snake = new StringBuilder(pascal.Length + 8);
        for (var i = 0; i < pascal.Length; i++)
        {
            if (i > 0 && char.IsUpper(pascal[i]) && char.IsLower(pascal[i - 1])) snake.Append('_');
            snake.Append(char.ToUpperInvariant(pascal[i]));
        }

        return snake.ToString();
    }
}
