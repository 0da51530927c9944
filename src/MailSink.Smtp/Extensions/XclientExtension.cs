using System.Net;

namespace MailSink.Smtp;

/// <summary>Postfix's XCLIENT: a trusted proxy says who its client is, and the session begins anew as that client's.</summary>
internal sealed class XclientExtension : Extension
{
    internal static readonly string[] Names = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "DESTADDR", "DESTPORT"];

    public override ExtensionRow Row { get; } = new(
        "XCLIENT", "XCLIENT " + string.Join(' ', Names), [], [], ["XCLIENT"],
        new("A trusted proxy may say who its client is.", "受信任的代理可以说明它的客户端是谁。"),
        new("Offered on listeners that are told so, to peers that are trusted. Dovecot and nginx use it whenever they find it.",
            "只在启用了它的监听器上、对受信任的对端列出。Dovecot 和 nginx 看到它就会使用。"),
        "Postfix XCLIENT_README");

    public override IReadOnlyList<Command> Commands { get; } = [new XclientCommand()];

    public override string? EhloLine(SmtpSession session) => Row.EhloSyntax;

    protected override bool FitsIn(SmtpSession session) => OriginAttributes.IsTrusted(session);
}

internal sealed class XclientCommand : Command
{
    public override CommandRow Row { get; } = new(
        "XCLIENT", "XCLIENT 1*(SP attribute=xtext)", Phases.Greeted,
        new("Says who the client behind a proxy is.", "说明代理背后的客户端是谁。"),
        new("The reply is a greeting: the session begins anew as if that client had connected, and EHLO follows. TLS stays. [UNAVAILABLE] "
            + "stands for what the proxy does not know.",
            "应答是一个问候：会话重新开始，如同那个客户端刚刚连接，接着是 EHLO。TLS 保持不变。[UNAVAILABLE] 表示代理不知道的内容。"),
        [220, 501, 502, 503, 550], "Postfix XCLIENT_README");

    public override Argument Argument => Argument.Required;

    public override bool LenientBeforeHello => true;

    public override bool EndsGroup => true;

    public override int LineLimit(SmtpOptions options) => options.MaxPathLine;

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (session.Options.OriginFrom.Count == 0) return Replies.SwitchedOff;
        if (!OriginAttributes.IsTrusted(session)) return Replies.OriginNotTrusted;
        var attributes = OriginAttributes.Read(argument.Span, XclientExtension.Names, session.Options.Strict);
        if (attributes is not { Count: > 0 } || !attributes.All(IsRight)) return Replies.OriginSyntax;
        await session.ForgetClientAsync();
        (session.OriginHelo, session.Status.RemoteName) = (null, null);
        foreach (var (name, value) in attributes) Apply(session, name, value);
        return (session.Options.IsLmtp ? Replies.LmtpGreeting : Replies.Greeting).With(session.Options.HostName);
    }

    private static bool IsRight(EsmtpParameter attribute) => attribute.Value is not { } value || attribute.Keyword switch
    {
        "ADDR" or "DESTADDR" => OriginAttributes.TryAddress(value, out _),
        "PORT" or "DESTPORT" => OriginAttributes.TryPort(value, out _),
        "PROTO" => value.ToUpperInvariant() is "SMTP" or "ESMTP" or "LMTP",
        _ => true,
    };

    private static void Apply(SmtpSession session, string name, string? value)
    {
        var status = session.Status;
        switch (name)
        {
            case "ADDR":
                status.Remote = Address(value, status.Remote?.Port);
                session.IsOriginUnknown = value is null;
                break;
            case "PORT": status.Remote = Port(value, status.Remote); break;
            case "DESTADDR": status.Local = Address(value, status.Local?.Port); break;
            case "DESTPORT": status.Local = Port(value, status.Local); break;
            case "NAME": status.RemoteName = value; break;
            case "HELO": session.OriginHelo = value; break;
            case "LOGIN" when value is not null:
                status.AuthUser = value;
                status.AuthMechanism = "XCLIENT";
                break;
        }
    }

    private static IPEndPoint? Address(string? value, int? port) =>
        value is not null && OriginAttributes.TryAddress(value, out var address) ? new IPEndPoint(address, port ?? 0) : null;

    private static IPEndPoint? Port(string? value, IPEndPoint? end) =>
        end is null ? null : new IPEndPoint(end.Address, value is not null && OriginAttributes.TryPort(value, out var port) ? port : 0);
}
