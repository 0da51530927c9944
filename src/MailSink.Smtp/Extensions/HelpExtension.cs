namespace MailSink.Smtp;

/// <summary>HELP (RFC 5321 section 4.1.1.8): a projection of the tables.</summary>
internal sealed class HelpExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "HELP", "HELP", [], [], ["HELP"],
        new("The server explains its commands, extensions and replies.", "服务器会解释自己的命令、扩展和应答。"),
        new("HELP lists the topics; HELP MAIL, HELP SIZE, HELP 550 and HELP 5.1.1 explain one; HELP STATUS tells of the session.",
            "HELP 列出主题；HELP MAIL、HELP SIZE、HELP 550、HELP 5.1.1 解释其中一个；HELP STATUS 说明当前会话。"),
        "RFC 5321 §4.1.1.8");

    public override IReadOnlyList<Command> Commands { get; } = [new HelpCommand()];
}

internal sealed class HelpCommand : Command
{
    public override CommandRow Row { get; } = new(
        "HELP", "HELP [SP topic]", Phases.NotAfterFailedChunk,
        new("Explains commands, extensions and codes to a human.", "向使用者解释命令、扩展和代码。"),
        new("Topics are commands, EHLO keywords, reply codes, enhanced codes and STATUS. The text is for people; programs should not read it.",
            "主题可以是命令、EHLO 关键字、应答代码、增强状态码和 STATUS。文字供人阅读，程序不应解析。"),
        [211, 214, 502, 504], "RFC 5321 §4.1.1.8");

    public override Argument Argument => Argument.Optional;

    public override bool EndsGroup => true;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        var topic = System.Text.Encoding.ASCII.GetString(argument.Span).Trim().ToUpperInvariant();
        if (topic == "STATUS") return new(Replies.Status.With($"{session.Options.HostName} MailSink", HelpText.Status(session)));
        var lines = topic.Length == 0 ? HelpText.Topics(session) : HelpText.About(topic);
        return new(lines is null ? Replies.HelpUnknown : Replies.Help.With(lines[0], [.. lines.Skip(1)]));
    }
}
