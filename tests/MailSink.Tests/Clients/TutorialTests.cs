using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>The session SMTP tutorials type into telnet: lower-case verbs, no EHLO before AUTH.</summary>
public sealed class TutorialTests
{
    private static readonly (string Typed, string Answer)[] Session =
    [
        ("auth login", "334 VXNlcm5hbWU6"),
        ("eXVucGFuMDAx", "334 UGFzc3dvcmQ6"),
        ("cGFzc3dvcmQ=", "235 "),
        ("MAIL FROM:<yunpan001@sina.com>", "250 "),
        ("RCPT to:<cocowool@gmail.com>", "250 "),
        ("DATA", "354 "),
    ];

    [Fact]
    public async Task The_session_typed_line_by_line_ends_in_a_stored_message()
    {
        await using var sink = await TestSink.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, sink.SmtpPort!.Value, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);

        Assert.StartsWith("220 ", await ReadAsync(reader), StringComparison.Ordinal);
        foreach (var (typed, answer) in Session)
        {
            await TypeAsync(client, typed);
            Assert.StartsWith(answer, await ReadAsync(reader), StringComparison.Ordinal);
        }

        foreach (var line in (string[])["Subject: Hi smtp mail", "hello mail", "."]) await TypeAsync(client, line);
        Assert.StartsWith("250 ", await ReadAsync(reader), StringComparison.Ordinal);
        Assert.Equal("Subject: Hi smtp mail\r\nhello mail\r\n"u8.ToArray(), await sink.LatestAsync());
        var message = await sink.LatestMessageAsync();
        Assert.Equal("Hi smtp mail", message.GetProperty("subject").GetString());
        Assert.Equal("yunpan001", message.GetProperty("inbox").GetString());

        await TypeAsync(client, "quit");
        Assert.StartsWith("221 ", await ReadAsync(reader), StringComparison.Ordinal);
        Assert.Null(await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    private static ValueTask TypeAsync(TcpClient client, string line) =>
        client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), TestContext.Current.CancellationToken);

    private static async Task<string> ReadAsync(StreamReader reader) =>
        await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)
        ?? throw new EndOfStreamException();
}
