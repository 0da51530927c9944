using System.Globalization;
using System.Text;

namespace MailSink.Smtp;

/// <summary>Whether a message can go to what the other side offers, and the commands that say so.</summary>
internal static class Routing
{
    /// <summary>What keeps the message from going at all, in English, or null.</summary>
    public static string? Check(SmtpClientSession session, OutboundMessage message)
    {
        var offers = session.Capabilities;
        if (message.ReversePath.Length > 0 && !IsMailbox(message.ReversePath)) return "5.1.7 the sender is no address";
        if (message.Body == BodyNeed.EightBit && !offers.EightBitMime) return "5.6.3 8BITMIME is not offered";
        if (message.Body == BodyNeed.Binary && !(offers.BinaryMime && session.Options.UseChunking)) return "5.6.3 BINARYMIME is not offered";
        if (NeedsUtf8(message) && !offers.SmtpUtf8) return "5.6.7 SMTPUTF8 is not offered";
        if (message.RequireTls && !(session.IsSecure && offers.RequireTls)) return "5.7.30 REQUIRETLS is not offered";
        // RFC 1870 section 6.1: a message above what was declared need not be tried.
        if (message.Size > offers.MaxSize && offers.MaxSize > 0) return "5.3.4 the message is larger than the server takes";
        return null;
    }

    /// <summary>What keeps the message from this recipient, in English, or null.</summary>
    public static string? CheckRecipient(SmtpClientSession session, OutboundRecipient recipient)
    {
        if (!IsMailbox(recipient.Address)) return "5.1.3 the recipient is no address";
        return !Ascii.IsValid(recipient.Address) && !session.Capabilities.SmtpUtf8 ? "5.6.7 SMTPUTF8 is not offered" : null;
    }

    public static string MailCommand(SmtpClientSession session, OutboundMessage message)
    {
        var offers = session.Capabilities;
        var line = new StringBuilder($"MAIL FROM:<{message.ReversePath}>");
        if (offers.Size && message.Size is { } size) line.Append(CultureInfo.InvariantCulture, $" SIZE={size}");
        if (message.Body == BodyNeed.Binary) line.Append(" BODY=BINARYMIME");
        else if (message.Body != BodyNeed.SevenBit && offers.EightBitMime) line.Append(" BODY=8BITMIME");
        // RFC 6531 section 3.4: an address of a recipient asks for it too, since the parameter is the transaction's.
        var hasUtf8Recipient = message.Recipients.Any(recipient => !Ascii.IsValid(recipient.Address));
        if (offers.SmtpUtf8 && (NeedsUtf8(message) || hasUtf8Recipient)) line.Append(" SMTPUTF8");
        if (message.RequireTls) line.Append(" REQUIRETLS");
        if (offers.Dsn) Append(line, "RET", message.Ret);
        if (offers.Dsn) Append(line, "ENVID", message.EnvelopeId);
        return line.ToString();
    }

    public static string RcptCommand(SmtpClientSession session, OutboundRecipient recipient)
    {
        var line = new StringBuilder($"RCPT TO:<{recipient.Address}>");
        if (!session.Capabilities.Dsn) return line.ToString();
        Append(line, "NOTIFY", recipient.Notify);
        Append(line, "ORCPT", recipient.OriginalRecipient);
        return line.ToString();
    }

    /// <summary>
    /// One mailbox and nothing else: no line end and no control that would be a command of its own, no bracket that would end the path
    /// and make the rest parameters.
    /// </summary>
    private static bool IsMailbox(string address)
    {
        foreach (var character in address)
            if (char.IsControl(character)) return false;
        var path = Encoding.UTF8.GetBytes($"<{address}>");
        return address.Length > 0 && PathParser.TryParse(path, out var parsed) && parsed.Length == path.Length && parsed.Address == address;
    }

    private static bool NeedsUtf8(OutboundMessage message) => message.NeedsSmtpUtf8 || !Ascii.IsValid(message.ReversePath);

    /// <summary>RFC 5321 section 4.1.2: a value is printable, without space and equals sign; anything else would be another parameter.</summary>
    private static void Append(StringBuilder line, string keyword, string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        foreach (var character in value)
            if (character is <= ' ' or '=' or '\x7f') return;
        line.Append(' ').Append(keyword).Append('=').Append(value);
    }
}
