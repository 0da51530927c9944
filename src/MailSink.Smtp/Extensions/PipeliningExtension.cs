namespace MailSink.Smtp;

/// <summary>RFC 2920. The behaviour itself is the <see cref="Conversation"/>'s: it sends when nothing more is waiting to be read.</summary>
internal sealed class PipeliningExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "PIPELINING", "PIPELINING", [], [], [],
        new("Several commands may be sent without waiting for each reply.", "可以连续发送多条命令，而不必逐条等待应答。"),
        new("MAIL, RCPT, RSET and BDAT may stand anywhere in a group; EHLO, DATA, VRFY, EXPN, NOOP and QUIT only at its end. "
            + "Replies come in order, those of a group in one write.",
            "MAIL、RCPT、RSET 和 BDAT 可以出现在一组命令的任何位置；EHLO、DATA、VRFY、EXPN、NOOP 和 QUIT 只能在末尾。应答按顺序返回，一组一次写出。"),
        "RFC 2920");
}
