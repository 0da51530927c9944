namespace MailSink.Smtp;

/// <summary>RFC 4141 section 5. A sink knows no capabilities of its recipients, and so lists none.</summary>
internal sealed class ContentNegotiationExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "CONNEG", "CONNEG", [], ["CONNEG"], [],
        new("The client asks what forms of content a recipient can take.", "客户端询问收件人能接收哪些形式的内容。"),
        new("The reply to RCPT may then have further lines that list them. Without such lines nothing is known, and the client sends what it has.",
            "RCPT 的应答可以带有列出这些形式的附加行。没有附加行表示不了解，客户端照原样发送。"),
        "RFC 4141 §5")
    {
        IsOptional = true,
    };

    public override IReadOnlyList<ParameterRule<Recipient>> RcptParameters { get; } =
        [new("CONNEG", (_, _, value) => value is null ? Reply.None : Replies.ParameterBad)];
}
