namespace MailSink.Smtp;

/// <summary>RFC 4141 section 4. Nothing is converted here; the recipient takes everything as it is.</summary>
internal sealed class ConversionPermissionExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "CONPERM", "CONPERM", ["CONPERM"], [], [],
        new("The client allows that content is converted on the way.", "客户端允许在途中转换内容。"),
        new("CONPERM in MAIL makes the forms that Content-Convert fields list the only ones allowed: if none fits, the message comes back.",
            "MAIL 中的 CONPERM 表示只允许 Content-Convert 字段列出的形式：如果都不合适，邮件会被退回。"),
        "RFC 4141 §4")
    {
        IsOptional = true,
    };

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } =
        [new("CONPERM", (_, _, value) => value is null ? Reply.None : Replies.ParameterBad)];
}
