using System.Globalization;
using System.Text;

namespace MailSink.Smtp;

/// <summary>RFC 9422.</summary>
internal sealed class LimitsExtension : Extension
{
    /// <summary>The values have "one to six" digits.</summary>
    private const int Most = 999_999;

    public override ExtensionRow Row { get; } = new(
        "LIMITS", "LIMITS *(SP name=n)", [], [], [],
        new("Says how much a session may ask for.", "说明一次会话的限额。"),
        new("MAILMAX counts the MAIL commands of a session, RCPTMAX the recipients of a transaction, RCPTDOMAINMAX the recipients' domains of a "
            + "session. A client that heeds them opens a new transaction or connection in time; beyond them MAIL gets 421 and RCPT 452.",
            "MAILMAX 是会话中 MAIL 的次数，RCPTMAX 是事务中的收件人数，RCPTDOMAINMAX 是会话中收件人域名的数量。遵守它们的客户端会及时打开新的事务或连接；"
            + "超出后 MAIL 得到 421，RCPT 得到 452。"),
        "RFC 9422");

    public override string EhloLine(SmtpSession session)
    {
        var line = new StringBuilder("LIMITS", 64);
        Add(line, "MAILMAX", session.Options.MaxMails);
        Add(line, "RCPTMAX", session.Options.MaxRecipients);
        Add(line, "RCPTDOMAINMAX", session.Options.MaxRecipientDomains);
        return line.ToString();
    }

    private static void Add(StringBuilder line, string name, int limit)
    {
        if (limit is > 0 and <= Most) line.Append(CultureInfo.InvariantCulture, $" {name}={limit}");
    }
}
