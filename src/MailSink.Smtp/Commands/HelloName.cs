using System.Net;
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
        CheckOwner(session, name);
        if (DomainParser.IsQualified(word) && word.Length == argument.Length) return Reply.None;
        if (session.Options.Strict && !DomainParser.IsDomainOrLiteral(word)) return Replies.HelloBadName;
        session.Findings.Report(SessionLint.HelloName, name);
        return Reply.None;
    }

    // On this machine the client bears the server's name by right.
    private static void CheckOwner(SmtpSession session, string name)
    {
        var remote = session.Status.Remote?.Address;
        if (name.StartsWith('[') && remote is not null)
        {
            var text = name.Trim('[', ']');
            if (text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)) text = text[5..];
            if (IPAddress.TryParse(text, out var said) && !said.Equals(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote))
                session.Findings.Report(SessionLint.HelloNotOwn, $"{name}, but the client is {remote}");
        }
        else if (name.Equals(session.Options.HostName, StringComparison.OrdinalIgnoreCase) && (remote is null || !IPAddress.IsLoopback(remote)))
        {
            session.Findings.Report(SessionLint.HelloNotOwn, $"{name} is this server's name");
        }
    }
}
