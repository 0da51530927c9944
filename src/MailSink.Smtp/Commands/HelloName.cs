using System.Text;

namespace MailSink.Smtp;

/// <summary>The name behind EHLO and HELO. RFC 5321 section 4.1.4 forbids to refuse it for not matching the client's address.</summary>
internal static class HelloName
{
    public static Reply Check(SmtpSession session, ReadOnlySpan<byte> argument, out string name)
    {
        name = "";
        if (argument.IsEmpty) return session.Options.IsLmtp ? Replies.LhloNeedsName : Replies.HelloNeedsName;
        // RFC 2821 clients put words behind the name; only the first one counts.
        var end = argument.IndexOf((byte)' ');
        var word = end < 0 ? argument : argument[..end];
        name = Encoding.ASCII.GetString(word);
        if (DomainParser.IsQualified(word) && word.Length == argument.Length) return Reply.None;
        if (session.Options.Strict && !DomainParser.IsDomainOrLiteral(word)) return Replies.HelloBadName;
        session.Findings.Report(SessionLint.HelloName, name);
        return Reply.None;
    }
}
