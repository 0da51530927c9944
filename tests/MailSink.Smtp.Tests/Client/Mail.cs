using System.Text;

namespace MailSink.Smtp.Tests.Client;

/// <summary>Messages to send.</summary>
internal static class Mail
{
    public static OutboundMessage To(params string[] recipients) => With("Subject: x\r\n\r\nhello\r\n", recipients);

    public static OutboundMessage With(string content, params string[] recipients) => new(
        "joe@example.org", [.. recipients.Select(address => new OutboundRecipient(address))],
        _ => new(new MemoryStream(Encoding.Latin1.GetBytes(content))));

    public static string Ok(string line) => line.Length == 0 ? "220 there\r\n" : line[..Math.Min(4, line.Length)] switch
    {
        "EHLO" => "250-there\r\n250-8BITMIME\r\n250 SIZE 1000000\r\n",
        "DATA" => "354 go\r\n",
        "QUIT" => "221 bye\r\n",
        _ => "250 ok\r\n",
    };
}
