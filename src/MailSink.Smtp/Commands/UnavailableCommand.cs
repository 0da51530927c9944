namespace MailSink.Smtp;

/// <summary>A command the engine knows and does not do: the reply says why, which helps more than "unknown".</summary>
internal sealed class UnavailableCommand(CommandRow row, ReplyRow reply) : Command
{
    public static readonly Command[] All =
    [
        Terminal("SEND"), Terminal("SOML"), Terminal("SAML"),
    ];

    public override CommandRow Row { get; } = row;

    public override Argument Argument => Argument.Optional;

    public override bool IsOnOffer(SmtpSession session) => false;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        session.Findings.Report(SessionLint.ObsoleteCommand, Row.Name);
        return new(reply);
    }

    private static UnavailableCommand Terminal(string verb) => new(new(
        verb, $"{verb} FROM:<reverse-path>", Phases.Any,
        new("Was meant to write to a user's terminal.", "原本用于把消息写到用户的终端。"),
        new("From RFC 821, obsolete since RFC 2821; use MAIL.", "源自 RFC 821，自 RFC 2821 起废弃；请使用 MAIL。"),
        [502], "RFC 5321 Appendix F.6"), Replies.TerminalUnavailable);
}
