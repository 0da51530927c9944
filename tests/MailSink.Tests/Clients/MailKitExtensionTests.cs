using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>MailKit uses every extension it knows when it is announced, and what it asks for stands with the message.</summary>
public sealed class MailKitExtensionTests
{
    private static readonly FormatOptions Wire = new() { NewLineFormat = NewLineFormat.Dos };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_binary_part_arrives_octet_for_octet_by_bdat()
    {
        await using var sink = await TestSink.StartAsync();
        // Whatever line ends, dots and NUL the content holds, and no line end behind it.
        byte[] binary = [.. Enumerable.Range(0, 256).Select(static i => (byte)i), .. "\r\n.\r\n\n\r.\0"u8];
        var message = Message(new MimePart("application", "octet-stream")
        {
            Content = new MimeContent(new MemoryStream(binary)),
            ContentTransferEncoding = ContentEncoding.Binary,
            FileName = "x.bin",
        });

        await SendAsync(new SmtpClient(), sink, message);

        Assert.Equal(Octets(message), await sink.LatestAsync());
        var stored = await sink.LatestMessageAsync();
        var envelope = stored.GetProperty("envelope");
        Assert.Equal(("BDAT", "BINARYMIME"), (envelope.GetProperty("via").GetString(), envelope.GetProperty("body").GetString()));
        var attachment = stored.GetProperty("attachments")[0];
        Assert.Equal(binary.Length, attachment.GetProperty("size").GetInt32());
        using var http = sink.Http();
        var part = $"rest/v1/messages/{stored.GetProperty("id").GetString()}/parts/{attachment.GetProperty("part").GetString()}";
        Assert.Equal(binary, await http.GetByteArrayAsync(part, Stop));
    }

    [Fact]
    public async Task Delivery_reports_are_asked_for_and_made()
    {
        await using var sink = await TestSink.StartAsync();

        await SendAsync(new ReportingClient { DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly }, sink, Message());

        var stored = await sink.ArrivedAsync("a@x.example");
        var envelope = stored.GetProperty("envelope");
        Assert.Equal(("HDRS", "order 4711+1"), (envelope.GetProperty("ret").GetString(), envelope.GetProperty("envid").GetString()));
        var recipient = envelope.GetProperty("recipients")[0];
        Assert.Equal(["SUCCESS", "DELAY"], recipient.GetProperty("notify").EnumerateArray().Select(static n => n.GetString()).OrderDescending());
        Assert.Equal("rfc822;b@y.example", recipient.GetProperty("orcpt").GetString());
        var report = await sink.ArrivedAsync("<>");
        Assert.Equal(stored.GetProperty("id").GetString(), report.GetProperty("reportOf").GetString());
        using var http = sink.Http();
        var raw = await http.GetStringAsync($"rest/v1/messages/{report.GetProperty("id").GetString()}/raw", Stop);
        Assert.Contains("Original-Envelope-Id: order 4711+1\r\n", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eight_bit_text_is_sent_as_it_is()
    {
        await using var sink = await TestSink.StartAsync();
        var message = Message(new TextPart("plain") { Text = "Grüße\r\n", ContentTransferEncoding = ContentEncoding.EightBit });

        await SendAsync(new SmtpClient(), sink, message);

        Assert.Equal(Octets(message), await sink.LatestAsync());
        Assert.Equal("8BITMIME", (await sink.LatestMessageAsync()).GetProperty("envelope").GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("starttls", SecureSocketOptions.StartTls)]
    [InlineData("smtps", SecureSocketOptions.SslOnConnect)]
    public async Task Tls_is_required_of_all_who_carry_it_on(string listener, SecureSocketOptions tls)
    {
        await using var sink = await TestSink.StartAsync();
        using var http = sink.Http();
        using var authority = X509Certificate2.CreateFromPem(await http.GetStringAsync("rest/v1/tls/ca.pem", Stop));
        using var client = new SmtpClient { RequireTLS = true, CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback = (_, shown, _, _) => IsOf(authority, shown);

        await client.ConnectAsync("localhost", sink.Listeners.Single(l => l.Name == listener).Port!.Value, tls, Stop);
        Assert.True(client.Capabilities.HasFlag(SmtpCapabilities.RequireTLS));
        await client.SendAsync(Wire, Message(), Stop);
        await client.DisconnectAsync(true, Stop);

        Assert.True((await sink.LatestMessageAsync()).GetProperty("envelope").GetProperty("requireTls").GetBoolean());
    }

    private static bool IsOf(X509Certificate2 authority, X509Certificate? shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        return shown is X509Certificate2 leaf && chain.Build(leaf);
    }

    private static MimeMessage Message(MimeEntity? body = null)
    {
        var message = new MimeMessage { Subject = "by MailKit", Body = body ?? new TextPart("plain") { Text = "hello\r\n" } };
        message.From.Add(new MailboxAddress("A", "a@x.example"));
        message.To.Add(new MailboxAddress("B", "b@y.example"));
        return message;
    }

    private static async Task SendAsync(SmtpClient client, SinkApplication sink, MimeMessage message)
    {
        using var used = client;
        await client.ConnectAsync("127.0.0.1", sink.SmtpPort!.Value, SecureSocketOptions.None, Stop);
        await client.SendAsync(Wire, message, Stop);
        await client.DisconnectAsync(true, Stop);
    }

    private static byte[] Octets(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(Wire, stream, Stop);
        return stream.ToArray();
    }

    private sealed class ReportingClient : SmtpClient
    {
        protected override string GetEnvelopeId(MimeMessage message) => "order 4711+1";

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            DeliveryStatusNotification.Success | DeliveryStatusNotification.Delay;
    }
}
