namespace MailSink.Smtp;

/// <summary>RFC 3865.</summary>
internal sealed class NoSolicitingExtension : Extension
{
    private const int Longest = 1000;

    public override ExtensionRow Row { get; } = new(
        "NO-SOLICITING", "NO-SOLICITING [class *(, class)]", ["SOLICIT"], [], [],
        new("Says which kinds of advertising are not wanted.", "说明不希望收到哪些类别的推销邮件。"),
        new("A class is a reversed domain name, a colon and a word, such as net.example:ADV. The client names those of the message in SOLICIT; "
            + "recipients of a message whose class is listed get 550 5.7.1. Without classes in the EHLO reply nothing is refused.",
            "类别由反写的域名、冒号和一个词组成，例如 net.example:ADV。客户端用 SOLICIT 给出邮件的类别；类别被列出时，收件人得到 550 5.7.1。EHLO 应答没有类别时不拒绝任何邮件。"),
        "RFC 3865");

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("SOLICIT", Take)];

    public override string EhloLine(SmtpSession session) => session.Options.RefusedSolicitations.Count == 0
        ? Row.Keyword
        : $"NO-SOLICITING {string.Join(',', session.Options.RefusedSolicitations)}";

    /// <summary>The classes of a message that the listener does not take.</summary>
    public static string Clash(SmtpSession session, MailRequests requests) => string.Join(
        ',', requests.Solicitations.Intersect(session.Options.RefusedSolicitations, StringComparer.OrdinalIgnoreCase));

    /// <summary><c>word = ALPHA 0*("." / "-" / "_" / ":" / ALPHA / DIGIT)</c></summary>
    public static bool IsClass(string text) =>
        text.Length is > 0 and < Longest && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':');

    private static Reply Take(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is null || value.Length > Longest) return Replies.ParameterBad;
        var classes = value.Split(',');
        if (!classes.All(IsClass)) return Replies.ParameterBad;
        envelope.Ask().Solicitations = classes;
        return Reply.None;
    }
}
