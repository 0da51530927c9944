using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Xunit;

namespace MailSink.Tests.Clients;

public sealed class MailKitTests
{
    private static readonly FormatOptions Wire = new() { NewLineFormat = NewLineFormat.Dos };

    [Fact]
    public async Task A_plain_message_arrives_octet_for_octet()
    {
        await using var sink = await TestSink.StartAsync();
        var message = Message("hello\r\n.dot\r\n..two\r\n");

        await SendAsync(sink, Wire, message);

        Assert.Equal(Octets(message, Wire), await sink.LatestAsync());
    }

    [Fact]
    public async Task Eight_bit_text_and_internationalized_addresses_arrive_octet_for_octet()
    {
        await using var sink = await TestSink.StartAsync();
        var options = Wire.Clone();
        options.International = true;
        var message = Message("Grüße aus 北京\r\n");
        message.From.Clear();
        message.From.Add(new MailboxAddress("王芳", "王芳@例子.example"));
        message.Subject = "你好";

        var capabilities = await SendAsync(sink, options, message);

        Assert.True(capabilities.HasFlag(SmtpCapabilities.UTF8 | SmtpCapabilities.EightBitMime | SmtpCapabilities.Pipelining));
        var text = Encoding.UTF8.GetString(await sink.LatestAsync());
        Assert.Contains("王芳@例子.example", text, StringComparison.Ordinal);
        Assert.Contains("Grüße aus 北京\r\n", text, StringComparison.Ordinal);
        Assert.True((await sink.LatestMessageAsync()).GetProperty("envelope").GetProperty("smtpUtf8").GetBoolean());
    }

    [Fact]
    public async Task A_login_and_many_recipients_go_through_in_pipelined_groups()
    {
        await using var sink = await TestSink.StartAsync();
        var message = Message("to many\r\n");
        var recipients = Enumerable.Range(0, 100).Select(static i => new MailboxAddress("", $"user{i}@y.example")).ToList();

        using var client = await ConnectAsync(sink);
        await client.AuthenticateAsync("fang", "tiger-4711", TestContext.Current.CancellationToken);
        await client.SendAsync(Wire, message, new MailboxAddress("", "a@x.example"), recipients, TestContext.Current.CancellationToken);
        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);

        var stored = await sink.LatestMessageAsync();
        Assert.Equal(100, stored.GetProperty("envelope").GetProperty("recipients").GetArrayLength());
        Assert.Equal("fang", stored.GetProperty("inbox").GetString());
    }

    [Fact]
    public async Task A_large_message_arrives_octet_for_octet()
    {
        await using var sink = await TestSink.StartAsync();
        var attachment = new byte[20 * 1024 * 1024];
        new Random(4711).NextBytes(attachment);
        var message = Message("see attachment\r\n");
        message.Body = new Multipart("mixed")
        {
            message.Body!,
            new MimePart("application", "octet-stream")
            {
                Content = new MimeContent(new MemoryStream(attachment)), ContentTransferEncoding = ContentEncoding.Base64, FileName = "large.bin",
            },
        };

        await SendAsync(sink, Wire, message);

        Assert.Equal(Octets(message, Wire), await sink.LatestAsync());
    }

    [Fact]
    public async Task Several_messages_share_a_connection()
    {
        await using var sink = await TestSink.StartAsync();
        using var client = await ConnectAsync(sink);
        for (var i = 0; i < 5; i++)
        {
            var message = Message($"number {i}\r\n");
            await client.SendAsync(Wire, message, TestContext.Current.CancellationToken);
            Assert.Equal(Octets(message, Wire), await sink.LatestAsync());
        }

        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
    }

    private static MimeMessage Message(string text)
    {
        var message = new MimeMessage { Subject = "by MailKit" };
        message.From.Add(new MailboxAddress("A", "a@x.example"));
        message.To.Add(new MailboxAddress("B", "b@y.example"));
        message.Body = new TextPart("plain") { Text = text };
        return message;
    }

    private static async Task<SmtpCapabilities> SendAsync(SinkApplication sink, FormatOptions options, MimeMessage message)
    {
        using var client = await ConnectAsync(sink);
        var capabilities = client.Capabilities;
        await client.SendAsync(options, message, TestContext.Current.CancellationToken);
        await client.DisconnectAsync(true, TestContext.Current.CancellationToken);
        return capabilities;
    }

    private static async Task<SmtpClient> ConnectAsync(SinkApplication sink)
    {
        var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", sink.SmtpPort!.Value, SecureSocketOptions.None, TestContext.Current.CancellationToken);
        return client;
    }

    private static byte[] Octets(MimeMessage message, FormatOptions options)
    {
        using var stream = new MemoryStream();
        message.WriteTo(options, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }
}
