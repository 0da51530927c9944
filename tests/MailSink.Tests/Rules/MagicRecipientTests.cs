using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using MailSink.Rules;
using Xunit;

namespace MailSink.Tests.Rules;

public sealed class MagicRecipientTests
{
    private const string Envelope = "EHLO c.example.com\r\nMAIL FROM:<a@x.example>\r\n";

    [Theory]
    [InlineData("code-452@fault.test", "452 4.0.0 ")]
    [InlineData("CODE-550-5.1.1@Fault.TEST", "550 5.1.1 ")]
    [InlineData("code-571@fault.test", "571 5.0.0 ")]
    [InlineData("code-354@fault.test", "354 ")]
    [InlineData("code-421@fault.test", "421 4.0.0 sink.example ")]
    [InlineData("code-551@fault.test", "551 5.0.0 User not local; please try <code-551@fault.test> ")]
    public async Task Code_answers_the_recipient(string recipient, string reply)
    {
        await using var sink = await StartAsync();
        Assert.StartsWith(reply, (await TalkAsync(sink, $"{Envelope}RCPT TO:<{recipient}>\r\n"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bounce_stands_as_a_rule_with_message_and_session()
    {
        await using var sink = await StartAsync();
        await TalkAsync(sink, $"{Envelope}RCPT TO:<bounce+550+5.1.1@y.example>\r\nBDAT 3 LAST\r\nx\r\n");
        using var http = sink.Http();
        var message = await http.GetFromJsonAsync<JsonElement>("rest/v1/messages/latest?to=bounce%2B*", TestContext.Current.CancellationToken);
        var session = await http.GetFromJsonAsync<JsonElement>(
            $"rest/v1/sessions/{message.GetProperty("sessionId").GetString()}", TestContext.Current.CancellationToken);
        Assert.All([message, session], static one =>
            Assert.Equal("magic:bounce+550+5.1.1", Assert.Single(one.GetProperty("ruleIds").EnumerateArray()).GetString()));
    }

    [Theory]
    [InlineData("data-451@fault.test", "451 4.0.0 ")]
    [InlineData("data-554-5.7.1@fault.test", "554 5.7.1 ")]
    public async Task Data_answers_the_message_and_keeps_none(string recipient, string reply)
    {
        await using var sink = await StartAsync();
        var said = await TalkAsync(sink, $"{Envelope}RCPT TO:<{recipient}>\r\nRCPT TO:<b@y.example>\r\nBDAT 3 LAST\r\nx\r\n");
        Assert.StartsWith(reply, said[^1], StringComparison.Ordinal);
        using var http = sink.Http();
        var list = await http.GetFromJsonAsync<JsonElement>("rest/v1/messages", TestContext.Current.CancellationToken);
        Assert.Equal(0, list.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("drop@fault.test", "250 2.1.0 Ok")]
    [InlineData("drop-data@fault.test", "354 End data with <CR><LF>.<CR><LF>")]
    public async Task Drop_closes_without_a_reply(string recipient, string last)
    {
        await using var sink = await StartAsync();
        var said = await TalkAsync(sink, $"{Envelope}RCPT TO:<{recipient}>\r\nDATA\r\n.\r\n");
        Assert.Equal(last, said[^1]);
    }

    [Fact]
    public async Task What_acted_stands_with_the_message_its_session_and_its_lines()
    {
        await using var sink = await StartAsync();
        await TalkAsync(sink, $"{Envelope}RCPT TO:<delay-1@fault.test>\r\nRCPT TO:<code-450@fault.test>\r\nBDAT 3 LAST\r\nx\r\nQUIT\r\n");
        using var http = sink.Http();
        var message = await http.GetFromJsonAsync<JsonElement>("rest/v1/messages/latest", TestContext.Current.CancellationToken);
        Assert.Equal(["magic:delay-1", "magic:code-450"], Texts(message.GetProperty("ruleIds")));
        Assert.Single(message.GetProperty("envelope").GetProperty("recipients").EnumerateArray());
        var path = $"rest/v1/sessions/{message.GetProperty("sessionId").GetString()}";
        var session = await http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);
        Assert.Equal(["magic:delay-1", "magic:code-450"], Texts(session.GetProperty("ruleIds")));
        var transcript = await http.GetStringAsync($"{path}/transcript", TestContext.Current.CancellationToken);
        Assert.Contains("-- magic:delay-1: wait 1 ms\n", transcript, StringComparison.Ordinal);
        Assert.Contains("-- magic:code-450: reply 450\nS: 450 4.0.0 ", transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_domain_can_be_renamed_or_switched_off()
    {
        const string Commands = $"{Envelope}RCPT TO:<code-450@fault.test>\r\n";
        await using var renamed = await StartAsync("oops.example");
        Assert.StartsWith("250 ", (await TalkAsync(renamed, Commands))[^1], StringComparison.Ordinal);
        var said = await TalkAsync(renamed, Commands.Replace("fault.test", "oops.example", StringComparison.Ordinal));
        Assert.StartsWith("450 ", said[^1], StringComparison.Ordinal);
        await using var off = await StartAsync(null);
        Assert.StartsWith("250 ", (await TalkAsync(off, Commands))[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code-199")]
    [InlineData("code-600")]
    [InlineData("code-99")]
    [InlineData("code-452-5.1.1")]
    [InlineData("code-452-4.x")]
    [InlineData("code-")]
    [InlineData("code-4 2")]
    [InlineData("delay-")]
    [InlineData("delay--5")]
    [InlineData("delay-5-5")]
    [InlineData("dropping")]
    [InlineData("drop-data-now")]
    [InlineData("")]
    public void What_is_not_of_the_form_is_an_ordinary_address(string localPart) =>
        Assert.Null(new MagicRecipients(TestSink.Options).Find($"{localPart}@fault.test"));

    [Theory]
    [InlineData("code-450@notfault.test")]
    [InlineData("code-450@sub.fault.test")]
    [InlineData("code-450@fault.tes")]
    [InlineData("code-450")]
    public void Another_domain_is_an_ordinary_address(string address) =>
        Assert.Null(new MagicRecipients(TestSink.Options).Find(address));

    private static Task<SinkApplication> StartAsync(string? domain = "fault.test") =>
        TestSink.StartAsync(options => options with { FaultDomain = domain, HostName = "sink.example" });

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(static item => item.GetString());

    /// <summary>Sends it all, closes its half, and gives every line the server said.</summary>
    private static async Task<string[]> TalkAsync(SinkApplication sink, string commands)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", sink.SmtpPort!.Value, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(commands), TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
