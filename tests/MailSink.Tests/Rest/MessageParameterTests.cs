using System.Net;
using System.Text.Json.Nodes;
using MailSink.Tests.Listeners;
using Xunit;

namespace MailSink.Tests.Rest;

/// <summary>What MAIL and RCPT asked for is told in values that can be used, and messages are found by it.</summary>
public sealed class MessageParameterTests(RestSink sink) : IClassFixture<RestSink>
{
    private const string Certifier = "2jmj7l5rSw0yVb/vlWAYkK/YBwk";

    [Fact]
    public async Task Parameters_are_told_decoded_and_as_sent()
    {
        await using var rich = await TestSink.StartAsync(options => options with { EnabledExtensions = ["MTRK", "SUBMITTER"] });
        // A submission port: FUTURERELEASE has no place elsewhere.
        await SendAsync(
            rich.Listeners.Single(listener => listener.Name == "starttls").Port!.Value,
            "MAIL FROM:<a@x.test> SIZE=500 BODY=8bitmime SMTPUTF8 ret=hdrs ENVID=order+2B1@x.test BY=3600;NT HOLDFOR=60 SOLICIT=net.example:ADV,org.example:X "
            + $"MTRK={Certifier}:60 SUBMITTER=joe+2Bwork@x.test AUTH=<>",
            "RCPT TO:<b@y.test> NOTIFY=success,DELAY ORCPT=rfc822;Bob+2Bx@y.test RRVS=2020-01-31T08:00:00Z;C",
            "RCPT TO:<c@y.test>");
        // The newest of all is the delivery report it asked for.
        using var http = rich.Http();
        var message = JsonNode.Parse(await http.GetStringAsync("rest/v1/messages/latest?from=a@x.test", TestContext.Current.CancellationToken))!;
        var envelope = message["envelope"]!;

        Assert.Equal(("8BITMIME", true, "HDRS", 500L), ((string)envelope["body"]!, (bool)envelope["smtpUtf8"]!, (string)envelope["ret"]!, (long)envelope["size"]!));
        Assert.Equal(("order+1@x.test", "joe+work@x.test", "<>"), ((string)envelope["envid"]!, (string)envelope["submitter"]!, (string)envelope["authParameter"]!));
        var received = (DateTimeOffset)message["receivedAt"]!;
        Assert.Equal(("3600;NT", received.AddHours(1), received.AddMinutes(1)), ((string)envelope["deliverBy"]!, (DateTimeOffset)envelope["deadline"]!, (DateTimeOffset)envelope["holdUntil"]!));
        Assert.Equal(["net.example:ADV", "org.example:X"], envelope["solicit"]!.AsArray().Select(c => (string)c!));
        Assert.Equal((Certifier, 60), ((string)envelope["mtrk"]!["certifier"]!, (int)envelope["mtrk"]!["timeout"]!));
        Assert.Equal(("RET", "hdrs"), ((string)envelope["parameters"]![3]!["keyword"]!, (string)envelope["parameters"]![3]!["value"]!));
        Assert.Equal(("SMTPUTF8", null), ((string)envelope["parameters"]![2]!["keyword"]!, envelope["parameters"]![2]!["value"]));

        var (first, second) = (envelope["recipients"]![0]!, envelope["recipients"]![1]!);
        Assert.Equal(["SUCCESS", "DELAY"], first["notify"]!.AsArray().Select(n => (string)n!));
        Assert.Equal("rfc822;Bob+x@y.test", (string)first["orcpt"]!);
        Assert.Equal((new DateTimeOffset(2020, 1, 31, 8, 0, 0, TimeSpan.Zero), "C"), ((DateTimeOffset)first["rrvs"]!["since"]!, (string)first["rrvs"]!["action"]!));
        Assert.Equal("success,DELAY", (string)first["parameters"]![0]!["value"]!);
        Assert.Equal((0, null, null, 0), (second["notify"]!.AsArray().Count, second["orcpt"], second["rrvs"], second["parameters"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("", 0, 5)]
    [InlineData("AUTH PLAIN AGpvZQBzZWNyZXQ=", 5, 5)]
    public async Task The_priority_is_the_one_that_was_given_beside_the_one_asked_for(string login, int given, int asked)
    {
        await using var one = await TestSink.StartAsync();
        await SendAsync(one.SmtpPort!.Value, login.Length == 0 ? "NOOP" : login, "MAIL FROM:<a@x.test> MT-PRIORITY=5", "RCPT TO:<b@y.test>");
        using var http = one.Http();
        var envelope = JsonNode.Parse(await http.GetStringAsync("rest/v1/messages/latest", TestContext.Current.CancellationToken))!["envelope"]!;
        Assert.Equal((given, asked), ((int)envelope["priority"]!, (int)envelope["priorityAsked"]!));
    }

    [Fact]
    public async Task A_message_without_parameters_has_none()
    {
        var envelope = (await sink.JsonAsync($"rest/v1/messages/{await sink.AddAsync("Subject: s\n\nx\n")}"))["envelope"]!;
        foreach (var member in new[] { "body", "ret", "envid", "size", "priority", "priorityAsked", "holdUntil", "deliverBy", "deadline", "mtrk", "submitter", "authParameter" })
            Assert.True(envelope.AsObject().ContainsKey(member) && envelope[member] is null, member);
        Assert.Equal((false, false, 0, 0), ((bool)envelope["smtpUtf8"]!, (bool)envelope["requireTls"]!, envelope["solicit"]!.AsArray().Count, envelope["parameters"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_message_is_found_by_its_parameters_as_soon_as_it_is_stored()
    {
        var sender = $"{Guid.NewGuid():N}@x.test";
        await SendAsync(
            sink.Sink.SmtpPort!.Value, $"MAIL FROM:<{sender}> SIZE=500 BODY=8BITMIME ret=HDRS ENVID=[1]+2Border", "RCPT TO:<b@y.test> NOTIFY=SUCCESS,DELAY",
            "RCPT TO:<c@y.test> NOTIFY=NEVER ORCPT=rfc822;c@y.test");
        await SendAsync(sink.Sink.SmtpPort!.Value, $"MAIL FROM:<{sender}>", "RCPT TO:<b@y.test>");

        string[] fitting =
        [
            "NOTIFY", "notify", "NOTIFY=SUCCESS,DELAY", "notify=success,delay", "NOTIFY=*DELAY*", "NOTIFY=never", "NOTIFY=*", "RET=HDRS", "Ret=H*", "SIZE=5*",
            "ENVID=[1]%2B2Border", "ENVID=[1]+2Border", "ENVID=[1]*", "ENVID=*ORDER", "ORCPT=*@y.test", "BODY=8BITMIME&to=c@y.test", "BODY=*&unread=true",
        ];
        foreach (var filter in fitting)
        {
            var page = await sink.JsonAsync($"rest/v1/messages?from={sender}&parameter={filter}");
            Assert.True(((int)page["total"]!, page["items"]!.AsArray().Count) == (1, 1), filter);
        }

        foreach (var other in new[] { "RET=FULL", "RET=HDR", "ENVID=order", "ENVID=[1]", "ENVID=[[]*", "SIZE=%3F*", "NOTIFY=*FAILURE*", "RRVS", "SMTPUTF8" })
            Assert.Empty(await sink.IdsAsync($"rest/v1/messages?from={sender}&parameter={other}"));
        Assert.Equal(500, (int)(await sink.JsonAsync($"rest/v1/messages/latest?from={sender}&parameter=SIZE"))["envelope"]!["size"]!);
    }

    [Theory]
    [InlineData("NOTFY")]
    [InlineData("PIPELINING")]
    [InlineData("NOT*")]
    [InlineData("*")]
    [InlineData("=SUCCESS")]
    [InlineData("ENVID=")]
    [InlineData("ENVID=a=b")]
    public async Task What_can_be_no_parameter_is_refused(string filter) =>
        Assert.NotNull((await sink.JsonAsync($"rest/v1/messages?parameter={filter}", HttpStatusCode.BadRequest))["errors"]!["parameter"]);

    private static async Task SendAsync(int port, params string[] commands)
    {
        await using var wire = await Wire.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await wire.ReadLineAsync();
        foreach (var command in commands.Prepend("EHLO client.test"))
        {
            var reply = await wire.AskAsync(command);
            Assert.True(reply[0] == '2', $"{command}: {reply}");
        }

        Assert.StartsWith("354", await wire.AskAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250", await wire.AskAsync("Subject: s\r\n\r\nhello\r\n."), StringComparison.Ordinal);
        Assert.StartsWith("221", await wire.AskAsync("QUIT"), StringComparison.Ordinal);
    }
}
