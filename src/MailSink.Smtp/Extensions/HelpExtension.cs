using System.Text;

namespace MailSink.Smtp;

/// <summary>HELP (RFC 5321 section 4.1.1.8): a projection of the command table.</summary>
internal sealed class HelpExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "HELP", "HELP", [], [], ["HELP"],
        new("The server explains its commands.", "服务器会解释自己的命令。"),
        new("HELP lists them, HELP MAIL explains one.", "HELP 列出全部命令，HELP MAIL 解释其中一条。"),
        "RFC 5321 §4.1.1.8");

    public override IReadOnlyList<Command> Commands { get; } = [new HelpCommand()];
}

internal sealed class HelpCommand : Command
{
    private const int VerbsPerLine = 8;

    public override CommandRow Row { get; } = new(
        "HELP", "HELP [SP command]", Phases.NotAfterFailedChunk,
        new("Explains the commands to a human.", "向使用者解释命令。"),
        new("The text is for people; programs should not read it.", "文字供人阅读，程序不应解析。"),
        [214, 504], "RFC 5321 §4.1.1.8");

    public override Argument Argument => Argument.Optional;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (argument.IsEmpty) return new(Replies.Help.With("Commands (HELP and a command explains one):", Verbs(session)));
        var topic = CommandTable.Find(Encoding.ASCII.GetString(argument.Span).ToUpperInvariant());
        return new(topic is null
            ? Replies.HelpUnknown
            : Replies.Help.With($"Syntax: {topic.Row.Syntax}", [topic.Row.Summary.En, topic.Row.Reference.Replace("§", "section ", StringComparison.Ordinal)]));
    }

    private static List<string> Verbs(SmtpSession session) =>
        [.. CommandTable.All.Where(command => command.IsOnOffer(session)).Select(command => command.Row.Name).Chunk(VerbsPerLine)
            .Select(line => string.Join(' ', line))];
}
