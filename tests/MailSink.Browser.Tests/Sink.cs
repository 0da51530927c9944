using MailKit.Net.Smtp;
using MailKit.Security;
using MailSink.Configuration;
using MimeKit;

namespace MailSink.Browser.Tests;

/// <summary>A sink of its own for one test, on free ports of the loopback, keeping nothing.</summary>
public static class Sink
{
    public static Task<SinkApplication> StartAsync(string basePath = "", int httpPort = 0, string data = ":memory:") => SinkApplication.StartAsync(
        new SinkOptions { SmtpPort = 0, HttpPort = httpPort, Bind = ["127.0.0.1"], Data = data, BasePath = basePath },
        TestContext.Current.CancellationToken);

    /// <summary>Sends a mail by SMTP.</summary>
    public static async Task SendAsync(this SinkApplication sink, MimeMessage message, string? user = null)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", sink.SmtpPort!.Value, SecureSocketOptions.None);
        if (user is not null) await client.AuthenticateAsync(user, "any");
        await client.SendAsync(message);
        await client.DisconnectAsync(true);
    }

    /// <summary>Sends a mail with a text body.</summary>
    public static Task SendAsync(this SinkApplication sink, string subject, string text = "Hello.", string? user = null) =>
        sink.SendAsync(Mail(subject, new TextPart("plain") { Text = text }), user);

    /// <summary>Sends a mail with an HTML body.</summary>
    public static Task SendHtmlAsync(this SinkApplication sink, string subject, string html) =>
        sink.SendAsync(Mail(subject, new TextPart("html") { Text = html }));

    public static MimeMessage Mail(string subject, MimeEntity body) => new(
        [new MailboxAddress("Northwind Coffee", "orders@shop.example")], [new MailboxAddress("林薇", "lin.wei@customer.test")], subject, body);

    /// <summary>Octets sent as they are; answers everything the server said.</summary>
    public static async Task<RawClient> ConnectRawAsync(this SinkApplication sink) => await RawClient.ConnectAsync(sink.SmtpPort!.Value);
}
