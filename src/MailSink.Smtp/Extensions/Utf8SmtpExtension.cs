namespace MailSink.Smtp;

/// <summary>RFC 5336, the experiment before SMTPUTF8.</summary>
internal sealed class Utf8SmtpExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "UTF8SMTP", "UTF8SMTP", ["ALT-ADDRESS"], ["ALT-ADDRESS"], [],
        new("Obsolete predecessor of SMTPUTF8.", "SMTPUTF8 的前身，已废弃。"),
        new("ALT-ADDRESS named an ASCII address for servers that could not take the other. RFC 6531 did away with it.",
            "ALT-ADDRESS 为不支持的服务器给出一个 ASCII 地址。RFC 6531 取消了它。"),
        "RFC 5336")
    {
        IsOptional = true,
        Needs = ["8BITMIME"],
    };

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("ALT-ADDRESS", (_, _, value) => Check(value))];

    public override IReadOnlyList<ParameterRule<Recipient>> RcptParameters { get; } = [new("ALT-ADDRESS", (_, _, value) => Check(value))];

    private static Reply Check(string? value) => SubmitterExtension.ReadMailbox(value) is null ? Replies.ParameterBad : Reply.None;
}
