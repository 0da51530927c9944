namespace MailSink.Smtp;

/// <summary>Postfix's XFORWARD: a trusted peer says where a message came from, for the record only.</summary>
internal sealed class XforwardExtension : Extension
{
    internal static readonly string[] Names = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE"];

    public override ExtensionRow Row { get; } = new(
        "XFORWARD", "XFORWARD " + string.Join(' ', Names), [], [], ["XFORWARD"],
        new("A trusted peer may say where a message came from.", "受信任的对端可以说明邮件从何而来。"),
        new("It is recorded with the next message and changes nothing else. RSET and the end of the message forget it.",
            "它随下一封邮件一起记录，不影响其他任何事情。RSET 和邮件结束后即被清除。"),
        "Postfix XFORWARD_README");

    public override IReadOnlyList<Command> Commands { get; } = [new XforwardCommand()];

    public override string? EhloLine(SmtpSession session) => Row.EhloSyntax;

    protected override bool FitsIn(SmtpSession session) => OriginAttributes.IsTrusted(session);
}

internal sealed class XforwardCommand : Command
{
    public override CommandRow Row { get; } = new(
        "XFORWARD", "XFORWARD 1*(SP attribute=xtext)", Phases.Greeted,
        new("Says where the next message came from.", "说明下一封邮件从何而来。"),
        new("Sent before MAIL, in several lines where one is too short. The first one sets everything it does not name to [UNAVAILABLE].",
            "在 MAIL 之前发送，一行放不下时可分多行。第一行把未提到的内容都置为 [UNAVAILABLE]。"),
        [250, 501, 502, 503, 550], "Postfix XFORWARD_README");

    public override Argument Argument => Argument.Required;

    public override bool LenientBeforeHello => true;

    public override int LineLimit(SmtpOptions options) => options.MaxPathLine;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument) => new(Run(session, argument.Span));

    private static Reply Run(SmtpSession session, ReadOnlySpan<byte> argument)
    {
        if (session.Options.OriginFrom.Count == 0) return Replies.SwitchedOff;
        if (!OriginAttributes.IsTrusted(session)) return Replies.OriginNotTrusted;
        var attributes = OriginAttributes.Read(argument, XforwardExtension.Names, session.Options.Strict);
        if (attributes is not { Count: > 0 } || !attributes.All(IsRight)) return Replies.OriginSyntax;
        var known = session.Forwarded ?? [];
        session.Forwarded = [.. known.Where(old => attributes.All(attribute => attribute.Keyword != old.Keyword)), .. attributes.Where(attribute => attribute.Value is not null)];
        return Replies.ForwardOk;
    }

    private static bool IsRight(EsmtpParameter attribute) => attribute.Value is not { } value || attribute.Keyword switch
    {
        "ADDR" => OriginAttributes.TryAddress(value, out _),
        "PORT" => OriginAttributes.TryPort(value, out _),
        "SOURCE" => value.ToUpperInvariant() is "LOCAL" or "REMOTE",
        _ => true,
    };
}
