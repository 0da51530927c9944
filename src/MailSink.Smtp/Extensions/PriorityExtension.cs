namespace MailSink.Smtp;

/// <summary>RFC 6710.</summary>
internal sealed class PriorityExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "MT-PRIORITY", "MT-PRIORITY [policy]", ["MT-PRIORITY"], [], [],
        new("The client may ask for more or less urgent handling.", "客户端可以要求更高或更低的处理优先级。"),
        new("A number from -9 to 9, 0 being ordinary mail. Only authenticated clients may raise it: others get 250 2.3.6 with the priority "
            + "the message has instead. The word in the EHLO reply names the policy by which priorities are given out.",
            "取值 -9 到 9，0 为普通邮件。只有登录的客户端可以提高优先级：其他客户端得到 250 2.3.6 和邮件实际的优先级。EHLO 应答中的词是优先级分配策略的名称。"),
        "RFC 6710");

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } =
        [new("MT-PRIORITY", Take) { Twice = Replies.PriorityBad }];

    public override string EhloLine(SmtpSession session) => "MT-PRIORITY MIXER";

    private static Reply Take(SmtpSession session, Envelope envelope, string? value)
    {
        // priority-value = (["-"] NZDIGIT) / "0"
        int? asked = value switch
        {
            "0" => 0,
            [>= '1' and <= '9' and var digit] => digit - '0',
            ['-', >= '1' and <= '9' and var digit] => '0' - digit,
            _ => null,
        };
        if (asked is not { } priority) return Replies.PriorityBad;
        var requests = envelope.Ask();
        // Section 4.1: "MUST NOT allow "upgraded" (positive) priorities from untrusted (e.g., unauthenticated) ... sources."
        requests.PriorityChanged = priority > 0 && session.Status.AuthMechanism is null;
        requests.Priority = requests.PriorityChanged ? 0 : priority;
        return Reply.None;
    }
}
