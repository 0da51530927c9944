namespace MailSink.Smtp;

/// <summary>Findings about: what a client did again. They take a look back beyond the session, which the host has.</summary>
public static class HistoryLint
{
    public static readonly LintRow SentAgain = new(
        "S18", Severity.Warning, new("An accepted message was sent again", "已接受的邮件又发送了一次"),
        new("The same message came for the same recipients within minutes of its 250. The client did not wait for that reply, "
            + "which it should for 10 minutes, or it lost count of what was sent.",
            "同一封邮件在得到 250 后几分钟内又发给了相同的收件人。客户端没有等到这个应答（应等待 10 分钟），或者没有记住已发送的邮件。"),
        "RFC 5321 §4.5.3.2.6");

    public static readonly LintRow TriedAgain = new(
        "S19", Severity.Warning, new("Tried again too soon, or in vain", "重试过早，或毫无意义的重试"),
        new("A 5yz is final: the same sender and recipient will be refused again. Behind a 4yz a client waits, as a rule for 30 minutes; "
            + "this one came back within a minute.",
            "5yz 是最终结果：相同的发件人和收件人会再次被拒绝。4yz 之后客户端应等待，通常为 30 分钟；而此客户端不到一分钟就重试了。"),
        "RFC 5321 §4.2.1, §4.5.4.1");

    public static IReadOnlyList<LintRow> Rows { get; } = [SentAgain, TriedAgain];
}
