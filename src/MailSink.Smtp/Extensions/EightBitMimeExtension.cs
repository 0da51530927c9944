namespace MailSink.Smtp;

/// <summary>RFC 6152.</summary>
internal sealed class EightBitMimeExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "8BITMIME", "8BITMIME", ["BODY"], [], [],
        new("The message may hold octets above 127.", "邮件可以包含大于 127 的字节。"),
        new("The client says so with BODY=8BITMIME in MAIL. Without it 8-bit octets are accepted here too, and flagged: a strict relay might clip or refuse them.",
            "客户端在 MAIL 中以 BODY=8BITMIME 声明。没有声明时这里同样接收 8 位字节并加以标记：严格的中继可能截断或拒绝。"),
        "RFC 6152");

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("BODY", Declare)];

    private static Reply Declare(SmtpSession session, Envelope envelope, string? value)
    {
        var body = value?.ToUpperInvariant();
        if (body == "BINARYMIME" && !ExtensionTable.BinaryMime.IsOffered(session))
        {
            session.Findings.Report(SessionLint.ParameterNotOffered, "BODY=BINARYMIME");
            return Replies.ParameterUnknown;
        }

        if (body is not ("7BIT" or "8BITMIME" or "BINARYMIME")) return Replies.ParameterBad;
        envelope.Body = body;
        return Reply.None;
    }
}
