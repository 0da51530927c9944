namespace MailSink.Smtp;

/// <summary>RFC 3885.</summary>
internal sealed class MessageTrackingExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "MTRK", "MTRK", ["MTRK"], [], [],
        new("The client marks a message so that it can ask later where it went.", "客户端标记邮件，以便日后查询去向。"),
        new("MTRK carries the SHA-1 of a secret in base64 and, behind a colon, for how many seconds to remember it. ENVID has to be given too, "
            + "in the form local@host.",
            "MTRK 带有密钥的 SHA-1（base64），冒号之后是保留的秒数。同时必须给出 local@host 形式的 ENVID。"),
        "RFC 3885")
    {
        IsOptional = true,
        Needs = ["DSN"],
    };

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("MTRK", Take)];

    /// <summary>Section 3.2: "if the MTRK parameter is given, an ENVID parameter MUST be included", as <c>local-envid "@" fqhn</c>.</summary>
    public static bool HasItsId(MailRequests requests) =>
        requests.EnvelopeId is { } id && id.LastIndexOf('@') is var at && at > 0 && at < id.Length - 1;

    private static Reply Take(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is null || MessageTracking.Parse(value) is not { } asked) return Replies.ParameterBad;
        envelope.Ask().Tracking = asked;
        return Reply.None;
    }
}
