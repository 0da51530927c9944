using System.CommandLine;

namespace MailSink.Configuration;

/// <summary>The option table as System.CommandLine's grammar.</summary>
internal sealed class SinkCommandLine
{
    private readonly RootCommand root = new("MailSink takes all mail that is sent to it and shows it in the browser. It delivers nothing.");
    private readonly Command health = new("health", "Ask the running instance whether it can take mail: exit 0 if so, 1 if not.");
    private readonly Command certificate = new("cert", "The certificate authority that this sink's TLS certificate is signed by.");
    private readonly Command export = new("export", "Write its certificate in PEM, to be trusted elsewhere.");
    private readonly Command trust = new("trust", "Put it into this system's trust store, or say how to.");
    private readonly Option<string?> exportFile = new("--out") { HelpName = "FILE", Description = "File to write it to. Default: standard output" };
    private readonly List<(OptionRow Row, Option Option)> options = [];

    public SinkCommandLine()
    {
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        foreach (var row in OptionTable.Rows)
        {
            Option option = row.Arity == OptionArity.Flag
                ? new Option<bool>(row.Name)
                : new Option<string[]>(row.Name) { HelpName = row.Placeholder, AllowMultipleArgumentsPerToken = false };
            option.Description = Describe(row);
            option.Recursive = true;
            options.Add((row, option));
            root.Options.Add(option);
        }

        // The health command takes the same options, so that it finds the instance that was started with them.
        root.Subcommands.Add(health);
        export.Options.Add(exportFile);
        certificate.Subcommands.Add(export);
        certificate.Subcommands.Add(trust);
        root.Subcommands.Add(certificate);
        root.SetAction(static _ => 0);
        foreach (var command in (Command[])[health, export, trust]) command.SetAction(static _ => 0);
    }

    public ParseResult Parse(string[] args) => root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    public bool IsHealth(ParseResult parsed) => parsed.CommandResult.Command == health;

    public bool IsExport(ParseResult parsed) => parsed.CommandResult.Command == export;

    public bool IsTrust(ParseResult parsed) => parsed.CommandResult.Command == trust;

    /// <summary>Where <c>cert export</c> writes to; null = standard output.</summary>
    public string? ExportFile(ParseResult parsed) => parsed.GetValue(exportFile);

    /// <summary>What is wrong with the command line, a line each; the meaning of values is checked later.</summary>
    public IReadOnlyList<string> Complaints(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count == 0) return [.. parsed.Errors.Select(static e => e.Message)];

        // A word behind an unknown option is most likely its value, and one complaint is enough.
        string[] unknown = [.. parsed.UnmatchedTokens.Where(static t => t.StartsWith('-')).Select(static t => t.Split('=', ':')[0])];
        if (unknown.Length == 0) return [$"\"{parsed.UnmatchedTokens[0]}\" is not a command MailSink knows. There are health, cert export and cert trust."];
        var names = options.Select(static o => o.Row.Name).Concat(["--help", "--version"]);
        return [.. unknown.Select(name => $"{name} is not an option MailSink knows. Nearest: {NearestName.Of(name, names)}.")];
    }

    /// <summary>What the command line sets.</summary>
    public IReadOnlyList<Setting> Settings(ParseResult parsed) =>
    [
        .. from o in options
           let result = parsed.GetResult(o.Option)
           where result is { Implicit: false }
           select new Setting(o.Row, result.Tokens.Count == 0 ? ["true"] : [.. result.Tokens.Select(static t => t.Value)], o.Row.Name),
    ];

    private static string Describe(OptionRow row)
    {
        var text = row.Description.Replace("`", "", StringComparison.Ordinal);
        var @default = row.Default.Length > 0 && row.Arity != OptionArity.Flag ? $" [default: {row.Default}]" : "";
        return $"{text}{@default} ({row.Variable})";
    }
}
