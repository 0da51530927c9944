namespace MailSink.Smtp;

/// <summary>RFC 7293. A sink has no owners of mailboxes, so the demand is noted and always met.</summary>
internal sealed class ValidSinceExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "RRVS", "RRVS", [], ["RRVS"], [],
        new("The client may demand that a mailbox has not changed hands.", "客户端可以要求邮箱没有换过主人。"),
        new("RRVS= gives the time since when the recipient must have owned the address, without parts of a second; ;C lets relays without the "
            + "extension have the message, ;R does not. Real servers refuse with 550 5.7.17; for role accounts such as postmaster it is ignored.",
            "RRVS= 给出收件人必须从何时起一直拥有该地址，不含秒的小数；;C 允许不支持该扩展的中继接收，;R 不允许。真实的服务器以 550 5.7.17 拒绝；对 postmaster 等角色账户忽略该参数。"),
        "RFC 7293");

    public override IReadOnlyList<ParameterRule<Recipient>> RcptParameters { get; } = [new("RRVS", Take)];

    private static Reply Take(SmtpSession session, Recipient recipient, string? value)
    {
        if (value is null || ValidSince.Parse(value) is not { } asked) return Replies.ParameterBad;
        recipient.Ask().ValidSince = asked;
        return Reply.None;
    }
}
