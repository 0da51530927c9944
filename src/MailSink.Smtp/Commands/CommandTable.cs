using System.Collections.Frozen;

namespace MailSink.Smtp;

/// <summary>Every command the engine knows: those of RFC 5321 and those the extensions bring.</summary>
public static class CommandTable
{
    private static readonly Command[] Own =
    [
        new EhloCommand(), new HeloCommand(), new LhloCommand(), new MailCommand(), new RcptCommand(), new DataCommand(),
        new RsetCommand(), new NoopCommand(), new QuitCommand(), .. UnavailableCommand.All,
    ];

    /// <summary>The commands, in the order of <see cref="Rows"/>.</summary>
    internal static IReadOnlyList<Command> All { get; } = Collect();

    private static readonly FrozenDictionary<ulong, Command> ByVerb = All.ToFrozenDictionary(command => Pack(command.Row.Name));

    /// <summary>The reference rows, in the order in which a mail dialogue uses them.</summary>
    public static IReadOnlyList<CommandRow> Rows { get; } = [.. All.Select(command => command.Row)];

    /// <summary>The command a line begins with, or null.</summary>
    internal static Command? Find(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ');
        var verb = end < 0 ? line.TrimEnd("\t"u8) : line[..end];
        return verb.Length is > 0 and <= 8 && ByVerb.TryGetValue(Pack(verb), out var command) ? command : null;
    }

    internal static Command? Find(string verb) => ByVerb.Values.FirstOrDefault(command => command.Row.Name == verb);

    private static List<Command> Collect()
    {
        var all = new List<Command>(Own);
        foreach (var extension in ExtensionTable.All)
        {
            foreach (var command in extension.Commands)
            {
                command.Extension = extension;
                all.Add(command);
            }
        }

        foreach (var command in all) command.Stage = FaultStageTable.OfCommand(command.Row.Name);
        return all;
    }

    private static ulong Pack(string verb) => Pack(System.Text.Encoding.ASCII.GetBytes(verb));

    /// <summary>A verb of up to eight letters as one number, case folded: no string is made for a command.</summary>
    private static ulong Pack(ReadOnlySpan<byte> verb)
    {
        ulong packed = 0;
        foreach (var octet in verb) packed = (packed << 8) | (octet is >= (byte)'a' and <= (byte)'z' ? octet - 32u : octet);
        return packed;
    }
}
