namespace MailSink.Smtp;

/// <summary>RFC 8689.</summary>
internal sealed class RequireTlsExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "REQUIRETLS", "REQUIRETLS", ["REQUIRETLS"], [], [],
        new("The client may demand TLS for the whole way.", "客户端可以要求全程使用 TLS。"),
        new("Listed inside TLS only. A message sent with REQUIRETLS goes on over verified TLS or comes back with 5.7.30; its reports carry "
            + "the header only, whatever RET says.",
            "只在 TLS 内列出。带 REQUIRETLS 的邮件只能经验证过的 TLS 继续传递，否则以 5.7.30 退回；无论 RET 如何，报告只带邮件头。"),
        "RFC 8689");

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("REQUIRETLS", Take)];

    // Section 2: "The session itself MUST employ TLS transmission."
    protected override bool FitsIn(SmtpSession session) => session.Status.TlsProtocol is not null;

    private static Reply Take(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is not null) return Replies.ParameterBad;
        envelope.Ask().RequireTls = true;
        return Reply.None;
    }
}
