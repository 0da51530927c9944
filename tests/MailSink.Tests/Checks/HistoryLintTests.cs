using System.Net;
using System.Text.Json.Nodes;
using MailSink.Checks;
using MailSink.Checks.History;
using MailSink.Configuration;
using MailSink.Messages.Mime;
using MailSink.Smtp;
using MailSink.Storage;
using MailSink.Tests.Listeners;
using Xunit;

namespace MailSink.Tests.Checks;

/// <summary>Findings that take a look back: what provokes them, and what comes close.</summary>
public sealed class HistoryLintTests
{
    private const string Mail = "Message-ID: <1@shop.test>\r\n\r\nHello\r\n";

    private readonly MessageLint _lint = new([]);
    private long _seq;

    [Fact]
    public void A_message_that_comes_again_within_minutes_is_found_and_names_the_first()
    {
        Assert.False(IsAgain(Mail, minute: 0));
        var again = Assert.Single(Check(Mail, minute: 3), finding => finding.Id == "S18");
        Assert.Equal($"accepted 180 s before as {new MessageId(LintCase.ReceivedAt.ToUnixTimeMilliseconds(), 1)}", again.Detail);
    }

    [Theory]
    [InlineData("Message-ID: <2@shop.test>\r\n\r\nHello\r\n", "a@x.test", "b@x.test", 1, "another message")]
    [InlineData("Message-ID: <1@shop.test>\r\n\r\nHello!\r\n", "a@x.test", "b@x.test", 1, "other content")]
    [InlineData(Mail, "a@x.test", "c@x.test", 1, "another recipient: one mail to each in turn")]
    [InlineData(Mail, "a+c@x.test", "b@x.test", 1, "another reverse-path")]
    [InlineData(Mail, "a@x.test", "b@x.test", 11, "long after")]
    public void What_only_comes_close_is_not(string mail, string from, string to, int minute, string why)
    {
        Assert.False(IsAgain(Mail, minute: 0));
        Assert.False(IsAgain(mail, minute, from, to), why);
    }

    [Fact]
    public void A_message_without_Message_ID_or_not_by_SMTP_is_never_one_again()
    {
        Assert.Equal([false, false], new[] { IsAgain("Subject: s\r\n\r\n", 0), IsAgain("Subject: s\r\n\r\n", 0) });
        Assert.Equal([false, false], new[] { IsAgain(Mail, 0, client: null), IsAgain(Mail, 0, client: null) });
    }

    [Fact]
    public void A_message_read_a_second_time_does_not_find_itself()
    {
        Check(Mail, minute: 0);
        Check(Mail, minute: 1);
        _seq = 0;
        Assert.Equal([false, true], new[] { IsAgain(Mail, minute: 0), IsAgain(Mail, minute: 1) });
    }

    [Theory]
    [InlineData(550, 1000, "<a@x.test> to <b@x.test> again, 1000 s after 550")]
    [InlineData(450, 59, "<a@x.test> to <b@x.test> again, 59 s after 450")]
    [InlineData(450, 60, null)]
    [InlineData(550, 3000, null)]
    public void A_retry_is_found_for_as_long_as_it_is_too_soon(int code, int seconds, string? detail)
    {
        var clock = new SetClock();
        var refusals = Refused(clock, FaultStages.Rcpt, FaultReply.TryCreate(code, null, null, out _)!);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(detail, refusals.Find(Question(FaultStages.Rcpt)));
    }

    [Fact]
    public void Another_client_sender_or_recipient_is_no_retry()
    {
        var refusals = Refused(new SetClock(), FaultStages.Rcpt, FaultReply.TryCreate(550, null, null, out _)!);
        Assert.NotNull(refusals.Find(Question(FaultStages.Rcpt)));
        Assert.Null(refusals.Find(Question(FaultStages.Rcpt, client: "127.0.0.2")));
        Assert.Null(refusals.Find(Question(FaultStages.Rcpt, from: "c@x.test")));
        Assert.Null(refusals.Find(Question(FaultStages.Rcpt, to: "c@x.test")));
    }

    [Theory]
    [InlineData(451, null, true)]
    [InlineData(554, null, false)]
    [InlineData(452, "4.5.3", false)]
    public void A_message_refused_for_now_is_remembered_for_its_recipients(int code, string? enhanced, bool isRemembered)
    {
        var refusals = Refused(new SetClock(), FaultStages.Message, FaultReply.TryCreate(code, enhanced, null, out _)!);
        Assert.Equal(isRemembered, refusals.Find(Question(FaultStages.Rcpt)) is not null);
    }

    [Theory]
    [InlineData(FaultStages.Rcpt, 550, 1000, "<a@x.test>: RCPT 7 again, 1000 s after 550")]
    [InlineData(FaultStages.Mail, 452, 59, "MAIL 7 again, 59 s after 452")]
    [InlineData(FaultStages.Mail, 452, 60, null)]
    [InlineData(FaultStages.Message, 554, 5, "<a@x.test> to <b@x.test>: a message of 7 octets again, 5 s after 554")]
    [InlineData(FaultStages.Message, 451, 5, null)]
    public void What_the_engine_refuses_by_itself_is_found_when_it_is_refused_again(FaultStages stage, int code, int seconds, string? detail)
    {
        var clock = new SetClock();
        var refusals = new RecentRefusals(new SinkOptions(), clock);
        var question = Question(FaultStages.Message);
        var row = new ReplyRow("test", code, $"{code / 100}.0.0", "No", new("No", "不"));
        Assert.Null(refusals.FindAndNote(question.Session, stage, question.Envelope, "7", row));
        clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Null(refusals.FindAndNote(question.Session, stage, question.Envelope, "8", row));
        Assert.Equal(detail, refusals.FindAndNote(question.Session, stage, question.Envelope, "7", row));
    }

    [Fact]
    public void A_message_there_was_no_room_for_is_found_when_its_recipient_is_named_again()
    {
        var refusals = new RecentRefusals(new SinkOptions(), new SetClock());
        var question = Question(FaultStages.Message);
        Assert.Equal(FaultStages.None, refusals.Stages);
        refusals.FindAndNote(question.Session, FaultStages.Message, question.Envelope, "7", ReplyTable.FindById("storage-full")!);
        Assert.Equal(FaultStages.Rcpt, refusals.Stages);
        Assert.Equal("<a@x.test> to <b@x.test> again, 0 s after 452", refusals.Find(Question(FaultStages.Rcpt)));
    }

    [Fact]
    public async Task A_running_sink_finds_what_it_refuses_twice_without_any_rule()
    {
        await using var sink = await TestSink.StartAsync(options => options with { FaultDomain = null, MaxMessageSize = 100 });
        await using var wire = await Wire.ConnectAsync(sink);
        await wire.ReadLineAsync();
        foreach (var line in new[]
                 {
                     "EHLO c.example.com", "MAIL FROM:<a@x.test> SIZE=101", "MAIL FROM:<a@x.test> SIZE=102", "MAIL FROM:<a@x.test> SIZE=101",
                     "MAIL FROM:<a@x.test>", "RCPT TO:<>", "RCPT TO:<b@x.test> X=1", "RCPT TO:<b@x.test>", "RCPT TO:<>", "QUIT",
                 })
        {
            await wire.AskAsync(line);
        }

        using var http = sink.Http();
        var session = (await JsonAsync(http, "rest/v1/sessions"))["items"]!.AsArray().Single()!;
        var lint = (await JsonAsync(http, $"rest/v1/sessions/{session["id"]}"))["lint"]!.AsArray().Where(finding => (string)finding!["id"]! == "S19");
        Assert.Equal(["MAIL FROM:<a@x.test> SIZE=101 again, 0 s after 552", "<a@x.test>: RCPT TO:<> again, 0 s after 501"], lint.Select(finding => (string)finding!["detail"]!));
    }

    [Fact]
    public async Task Both_stand_with_the_message_and_the_session_of_a_running_sink()
    {
        await using var sink = await TestSink.StartAsync();
        await SendAsync(sink);
        await SendAsync(sink);
        using var http = sink.Http();
        var message = await JsonAsync(http, "rest/v1/messages/latest?lint=S18");
        Assert.Contains("S19", message["lint"]!.AsArray().Select(finding => (string)finding!["id"]!));
        var session = await JsonAsync(http, $"rest/v1/sessions/{message["sessionId"]}");
        var finding = Assert.Single(session["lint"]!.AsArray(), finding => (string)finding!["id"]! == "S19")!;
        Assert.Equal("warning", (string)finding["severity"]!);
        var line = (await JsonAsync(http, $"rest/v1/sessions/{message["sessionId"]}/lines"))["items"]!.AsArray().Single(l => (int)l!["n"]! == (int)finding["line"]!)!;
        Assert.Equal("RCPT TO:<code-450@fault.test>", (string)line["text"]!);
        Assert.Equal(1, (int)(await JsonAsync(http, "rest/v1/messages?lint=S19"))["total"]!);
    }

    [Fact]
    public async Task Both_can_be_silenced()
    {
        await using var sink = await TestSink.StartAsync(options => options with { SilencedLint = ["S18", "S19"] });
        await SendAsync(sink);
        await SendAsync(sink);
        using var http = sink.Http();
        var message = await JsonAsync(http, "rest/v1/messages/latest");
        Assert.Empty(message["lint"]!.AsArray().Select(finding => (string)finding!["id"]!).Intersect(["S18", "S19"]));
    }

    private static async Task SendAsync(SinkApplication sink)
    {
        await using var wire = await Wire.ConnectAsync(sink);
        await wire.ReadLineAsync();
        foreach (var line in new[] { "EHLO c.example.com", "MAIL FROM:<a@x.test>", "RCPT TO:<code-450@fault.test>", "RCPT TO:<b@x.test>", "DATA" }) await wire.AskAsync(line);
        Assert.StartsWith("250 ", await wire.AskAsync(Mail + "."), StringComparison.Ordinal);
        await wire.AskAsync("QUIT");
    }

    private static async Task<JsonNode> JsonAsync(HttpClient http, string path) =>
        JsonNode.Parse(await http.GetStringAsync(path, TestContext.Current.CancellationToken))!;

    private static RecentRefusals Refused(TimeProvider clock, FaultStages stage, FaultReply refusal)
    {
        var refusals = new RecentRefusals(new SinkOptions(), clock);
        refusals.Note(Question(stage), refusal);
        return refusals;
    }

    private static FaultQuestion Question(FaultStages stage, string client = "127.0.0.1", string from = "a@x.test", string to = "b@x.test")
    {
        var envelope = new Envelope { ReversePath = from };
        if (stage == FaultStages.Message) envelope.Recipients.Add(new Recipient(to, []));
        return new FaultQuestion
        {
            Stage = stage,
            Session = new SessionStatus { Listener = "smtp", Remote = new IPEndPoint(IPAddress.Parse(client), 4711), StartedAt = LintCase.ReceivedAt },
            Envelope = envelope,
            Recipient = stage == FaultStages.Rcpt ? to : null,
        };
    }

    private bool IsAgain(string mail, int minute, string from = "a@x.test", string to = "b@x.test", string? client = "smtp") =>
        Check(mail, minute, from, to, client).Any(finding => finding.Id == "S18");

    private IReadOnlyList<StoredFinding> Check(string mail, int minute, string from = "a@x.test", string to = "b@x.test", string? client = "smtp")
    {
        var octets = System.Text.Encoding.ASCII.GetBytes(mail);
        using var content = new MemoryStream(octets, 0, octets.Length, writable: false, publiclyVisible: true);
        var envelope = new StoredEnvelope
        {
            From = from,
            Recipients = [new StoredRecipient(to, null)],
            Client = client is null ? null : new StoredClient { Listener = client },
        };
        return _lint.Check(MailParser.Parse(content, hash: false, inspect: true), content, envelope, LintCase.ReceivedAt.AddMinutes(minute), ++_seq);
    }
}
