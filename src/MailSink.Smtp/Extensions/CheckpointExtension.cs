namespace MailSink.Smtp;

/// <summary>RFC 1845, experimental. What is kept of an interrupted transaction is its envelope: the content begins again.</summary>
internal sealed class CheckpointExtension : Extension
{
    private const int Longest = 80;

    public override ExtensionRow Row { get; } = new(
        "CHECKPOINT", "CHECKPOINT", ["TRANSID"], [], [],
        new("An interrupted transaction can be taken up again.", "中断的事务可以继续。"),
        new("TRANSID names the transaction. When the connection was lost inside the message, the same MAIL on a new connection is answered with 355 "
            + "and the offset to go on from, and the recipients are still there. This sink keeps the envelope and asks for the content from offset 0.",
            "TRANSID 给事务命名。如果连接在邮件内容中断开，在新连接上发送同样的 MAIL 会得到 355 和继续的偏移量，收件人仍然保留。本接收器保留信封，并要求从偏移量 0 重新发送内容。"),
        "RFC 1845")
    {
        IsOptional = true,
    };

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("TRANSID", Take)];

    private static Reply Take(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is not { Length: > 4 and <= Longest } || value[0] != '<' || value[^1] != '>') return Replies.ParameterBad;
        var parts = value[1..^1].Split('@');
        if (parts.Length != 2 || !parts.All(IsToken)) return Replies.ParameterBad;
        envelope.Ask().TransactionId = value;
        return Reply.None;
    }

    /// <summary><c>transid-token ::= transid-atom *("." transid-atom)</c>, atoms of no tspecials (RFC 1521).</summary>
    private static bool IsToken(string token) => token.Split('.').All(static atom =>
        atom.Length > 0 && atom.All(static c => c is > ' ' and <= '~' && !"()<>@,;:\\\"/[]?=".Contains(c, StringComparison.Ordinal)));
}
