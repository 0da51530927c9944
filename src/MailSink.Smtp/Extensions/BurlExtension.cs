using System.Text;

namespace MailSink.Smtp;

/// <summary>RFC 4468. No URL is ever fetched: whoever sends one would otherwise decide where this host connects to.</summary>
internal sealed class BurlExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "BURL", "BURL [imap]", [], [], ["BURL"],
        new("The message may be fetched from an IMAP server.", "可以从 IMAP 服务器取得邮件内容。"),
        new("BURL names the message by an IMAP URL. This sink has no IMAP store and trusts no other: it answers 554 5.7.14, or 554 5.6.6 "
            + "for its own host name, and never connects anywhere. Offered on submission ports only, usable after AUTH.",
            "BURL 以 IMAP URL 指定邮件。本接收器没有 IMAP 存储，也不信任其他服务器：回答 554 5.7.14，对自己的主机名回答 554 5.6.6，绝不连接任何地方。只在提交端口提供，登录后可用。"),
        "RFC 4468")
    {
        IsOptional = true,
        // Section 4: "A submit server that advertises BURL MUST also advertise 8BITMIME".
        Needs = ["8BITMIME"],
    };

    public override IReadOnlyList<Command> Commands { get; } = [new BurlCommand()];

    // Section 3.1: "a server that advertises BURL with no arguments prior to authentication indicates that BURL is supported but
    // authentication is required to use it."
    public override string EhloLine(SmtpSession session) => session.Status.AuthMechanism is null ? "BURL" : "BURL imap";

    // "MUST NOT be advertised by a regular SMTP server on port 25".
    protected override bool FitsIn(SmtpSession session) => session.Options.IsSubmission;
}

internal sealed class BurlCommand : Command
{
    public override CommandRow Row { get; } = new(
        "BURL", "BURL SP absolute-URI [SP LAST]", [Phase.Recipient, Phase.Chunking],
        new("Names an IMAP URL to fetch a piece of the message from.", "给出取得邮件片段的 IMAP URL。"),
        new("May be mixed with BDAT; LAST marks the final piece. When the URL cannot be resolved the whole transaction fails.",
            "可以与 BDAT 混用；LAST 标记最后一段。URL 无法取得时整个事务失败。"),
        [501, 502, 503, 530, 554], "RFC 4468 §3");

    public override Argument Argument => Argument.Required;

    public override ReplyRow ArgumentMissing => Replies.UrlBad;

    public override int LineLimit(SmtpOptions options) => options.MaxPathLine;

    public override async ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (!Extension!.IsOffered(session)) return Replies.SwitchedOff;
        if (session.Status.AuthMechanism is null) return Replies.AuthRequired;
        if (Parse(argument.Span) is not { } url) return Replies.UrlBad;
        // Section 3.2: "If the URL fetch fails, the server will fail the entire transaction."
        if (session.Transaction!.Content is { } content) await content.DisposeAsync();
        session.Status.Phase = Phase.ChunkingFailed;
        return url.Scheme == "imap" && url.Host.Equals(session.Options.HostName, StringComparison.OrdinalIgnoreCase)
            ? Replies.UrlNotFound
            : Replies.UrlNotTrusted;
    }

    public override ValueTask<Reply> RefuseAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        if (!Extension!.IsOffered(session)) return new(Replies.SwitchedOff);
        if (session.Status.Phase != Phase.Mail) return base.RefuseAsync(session, argument);
        return new(session.Transaction!.RefusedRecipients > 0 ? Replies.UrlNoValidRecipient : Replies.UrlNeedsRecipient);
    }

    private static Uri? Parse(ReadOnlySpan<byte> argument)
    {
        var end = argument.IndexOf((byte)' ');
        if (end >= 0 && !Ascii.EqualsIgnoreCase(argument[(end + 1)..], "LAST"u8)) return null;
        var text = Encoding.ASCII.GetString(end < 0 ? argument : argument[..end]);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url : null;
    }
}
