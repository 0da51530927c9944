using System.Text.Json;
using MailSink.Queue;
using MailSink.Tests.Clients;
using MailSink.Tests.Listeners;
using Xunit;
using static MailSink.Tests.Queue.QueueWire;

namespace MailSink.Tests.Queue;

/// <summary>Captured mail handed over to who asks for it, over real sockets and from the real store.</summary>
public sealed class HandoverTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATRN_hands_over_what_waits_and_keeps_what_was_not_taken()
    {
        await using var sink = await TestSink.StartAsync();
        await CaptureAsync(sink, "a@example.org");
        await CaptureAsync(sink, "busy@example.org", "nobody@example.org", "c@other.example");

        Assert.Equal(["RCPT TO:<a@example.org>", "RCPT TO:<busy@example.org>", "RCPT TO:<nobody@example.org>"], await FetchAsync(sink, "ATRN example.org"));
        Assert.Equal(["RCPT TO:<busy@example.org>"], await FetchAsync(sink, "ATRN example.org"));

        var handover = (await sink.LatestMessageAsync()).GetProperty("handover").EnumerateArray().ToList();
        Assert.Equal(["busy@example.org queued 450 4.2.1 busy", "nobody@example.org refused 550 5.1.1 nobody"], handover.Select(Text));
        Assert.All(handover, one => Assert.NotEqual(default, one.GetProperty("at").GetDateTimeOffset()));
    }

    [Fact]
    public async Task ATRN_says_when_there_is_no_mail()
    {
        await using var sink = await TestSink.StartAsync();
        await CaptureAsync(sink, "a@sub.example.org");

        await using var wire = await LoginAsync(sink);
        Assert.Equal("453 4.3.2 You have no mail", await wire.AskAsync("ATRN example.org"));
    }

    [Fact]
    public async Task TURN_hands_over_the_mail_of_every_domain_and_the_transcript_tells_who_says_what()
    {
        await using var sink = await TestSink.StartAsync();
        await CaptureAsync(sink, "a@example.org");
        await CaptureAsync(sink, "b@other.example");

        Assert.Equal(["RCPT TO:<a@example.org>", "RCPT TO:<b@other.example>"], await FetchAsync(sink, "TURN"));

        using var http = sink.Http();
        using var sessions = JsonDocument.Parse(await http.GetStringAsync("rest/v1/sessions?limit=1", Stop));
        var id = sessions.RootElement.GetProperty("items")[0].GetProperty("id").GetString();
        var transcript = await http.GetStringAsync($"rest/v1/sessions/{id}/transcript", Stop);
        Assert.Contains("\n-- roles changed", transcript, StringComparison.Ordinal);
        Assert.Contains("\nS: 220 customer\nC: EHLO ", transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ETRN_sends_what_waits_to_the_host_that_is_configured_and_to_no_other()
    {
        await using var customer = await TestSink.StartAsync();
        await using var sink = await TestSink.StartAsync(options => options with { EtrnRelays = [Relay("@example.org", customer.SmtpPort!.Value)] });
        await CaptureAsync(sink, "a@mail.example.org");

        await using (var wire = await LoginAsync(sink))
        {
            Assert.StartsWith("459 4.7.1 ", await wire.AskAsync("ETRN other.example"), StringComparison.Ordinal);
            Assert.StartsWith("251 2.0.0 ", await wire.AskAsync("ETRN example.org"), StringComparison.Ordinal);
            Assert.Equal("253 2.0.0 OK, 1 pending messages for node @example.org started", await wire.AskAsync("ETRN @example.org"));
        }

        var sent = await sink.LatestAsync();
        Assert.Equal(sent, await customer.ArrivedAsync());
        await UntilAsync(async () => Text((await sink.LatestMessageAsync()).GetProperty("handover")[0]).StartsWith("a@mail.example.org delivered 250", StringComparison.Ordinal));
        using var http = sink.Http();
        Assert.Contains("\"listener\":\"etrn\"", await http.GetStringAsync("rest/v1/sessions", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ETRN_to_a_host_that_is_not_there_leaves_a_session_that_says_so_and_keeps_the_mail()
    {
        await using var sink = await TestSink.StartAsync(options => options with { EtrnRelays = [Relay("example.org", 1)] });
        await CaptureAsync(sink, "a@example.org");

        await using var wire = await LoginAsync(sink);
        Assert.StartsWith("253 ", await wire.AskAsync("ETRN example.org"), StringComparison.Ordinal);

        using var http = sink.Http();
        await UntilAsync(async () => (await http.GetStringAsync("rest/v1/sessions", Stop)).Contains("\"listener\":\"etrn\"", StringComparison.Ordinal));
        Assert.Equal("a@example.org queued", Text((await sink.LatestMessageAsync()).GetProperty("handover")[0]));
    }

    private static EtrnRelay Relay(string node, int port) =>
        EtrnRelay.TryParse($"{node}=127.0.0.1:{port}", out var relay) ? relay : throw new FormatException(node);

    /// <summary>Turns the connection round and plays the server.</summary>
    /// <returns>The RCPT commands that came.</returns>
    private static async Task<List<string>> FetchAsync(SinkApplication sink, string command)
    {
        await using var wire = await LoginAsync(sink);
        Assert.Equal("250 2.0.0 OK now reversing the connection", await wire.AskAsync(command));
        await wire.SayAsync("220 customer");
        var recipients = new List<string>();
        while (await wire.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("RCPT", StringComparison.Ordinal)) recipients.Add(line);
            if (line == "DATA") await ReadContentAsync(wire);
            await wire.SayAsync(line switch
            {
                "DATA" => "250 2.0.0 taken",
                "QUIT" => "221 bye",
                _ when line.Contains("busy", StringComparison.Ordinal) => "450 4.2.1 busy",
                _ when line.Contains("nobody", StringComparison.Ordinal) => "550 5.1.1 nobody",
                _ => "250 ok",
            });
        }

        return recipients;
    }

    private static async Task ReadContentAsync(Wire wire)
    {
        await wire.SayAsync("354 go");
        var sawDot = false;
        while (await wire.ReadLineAsync() is { } line and not ".") sawDot |= line == "..dot";
        Assert.True(sawDot);
    }
}
