namespace MailSink.Smtp;

/// <summary>RFC 6531.</summary>
internal sealed class SmtpUtf8Extension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "SMTPUTF8", "SMTPUTF8", ["SMTPUTF8"], [], [],
        new("Addresses and header may be written in UTF-8.", "地址和邮件头可以使用 UTF-8。"),
        new("The client asks for it with SMTPUTF8 in MAIL when an address or header field is not ASCII, and should not when nothing needs it.",
            "当地址或邮件头字段不是 ASCII 时，客户端在 MAIL 中加 SMTPUTF8；不需要时不应使用。"),
        "RFC 6531")
    {
        // RFC 6531 section 3.1: "Servers offering this extension MUST provide support for, and announce, the 8BITMIME extension".
        Needs = ["8BITMIME"],
    };

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("SMTPUTF8", Declare)];

    private static Reply Declare(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is not null) return Replies.ParameterBad;
        envelope.SmtpUtf8 = true;
        return Reply.None;
    }
}
