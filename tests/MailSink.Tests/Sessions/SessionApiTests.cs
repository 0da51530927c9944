using System.Net;
using MailSink.Sessions;
using MailSink.Smtp;
using MailSink.Storage.Edits;
using MailSink.Tests.Rest;
using Xunit;

namespace MailSink.Tests.Sessions;

public sealed class SessionApiTests(RestSink sink) : IClassFixture<RestSink>
{
    private const string Mail = "Subject: s\r\n\r\nbody\r\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_live_session_is_listed_with_its_lines_and_stays_the_same_when_it_is_over()
    {
        var session = sink.Connect("team-a");
        RestSink.Line(session, 1, LineSource.Server, "220 ready", null);
        var message = await RestSink.TransactAsync(session, 2, Mail);
        var live = await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}");
        var lines = (await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}/lines"))["items"]!.ToJsonString();
        session.Close(SessionEnd.Quit);
        await StoredAsync(session.SessionId);
        var over = await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}");
        Assert.Equal((null, "quit"), ((string?)live["endedBy"], (string?)over["endedBy"]));
        Assert.Equal("team-a", (string)over["inbox"]!);
        Assert.Equal([message], over["messages"]!.AsArray().Select(m => (string)m!));
        Assert.Equal(lines, (await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}/lines"))["items"]!.ToJsonString());
    }

    [Fact]
    public async Task Lines_name_their_command_reply_and_message()
    {
        var session = sink.Connect();
        RestSink.Line(session, 1, LineSource.Client, "EHLO x", "EHLO");
        var message = await RestSink.TransactAsync(session, 2, Mail);
        RestSink.Line(session, 7, LineSource.Client, "QUIT", "QUIT");
        session.Close(SessionEnd.Quit);
        var lines = (await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}/lines"))["items"]!.AsArray();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], lines.Select(l => (int)l!["n"]!));
        Assert.Equal([null, message, message, message, message, message, null], lines.Select(l => (string?)l!["messageId"]));
        Assert.Equal((250, 2), ((int)lines[2]!["reply"]!["code"]!, (int)lines[2]!["reply"]!["class"]!));
        var page = (await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}/lines?after=2&limit=3"))["items"]!.AsArray();
        Assert.Equal([3, 4, 5], page.Select(l => (int)l!["n"]!));
    }

    [Fact]
    public async Task A_messages_transcript_is_its_own_transaction()
    {
        var session = sink.Connect();
        RestSink.Line(session, 1, LineSource.Client, "EHLO x", "EHLO");
        await RestSink.TransactAsync(session, 2, Mail, "first@x.test");
        var second = await RestSink.TransactAsync(session, 7, Mail, "second@x.test");
        var text = await sink.Http.GetStringAsync($"rest/v1/messages/{second}/transcript", Cancellation);
        Assert.Equal("C: MAIL FROM:<a@mail.test>\nS: 250 2.1.0 Ok\nC: RCPT TO:<second@x.test>\nS: 250 2.1.5 Ok\nS: 250 2.0.0 Queued\n", text);
        session.Close(SessionEnd.Client);
    }

    [Theory]
    [InlineData("telnet", "C: EHLO \\x1b[31m\nS: 550 no\n")]
    [InlineData("swaks", " -> EHLO \\x1b[31m\n<** 550 no\n")]
    [InlineData("openssl", "EHLO \\x1b[31m\n550 no\n")]
    public async Task A_transcript_comes_in_the_manner_asked_for_without_controls(string format, string expected)
    {
        var session = sink.Connect();
        RestSink.Line(session, 1, LineSource.Client, "EHLO \x1b[31m", "EHLO");
        RestSink.Line(session, 2, LineSource.Server, "550 no", "EHLO");
        using var response = await sink.Http.GetAsync($"rest/v1/sessions/{session.SessionId}/transcript?format={format}", Cancellation);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancellation));
        Assert.StartsWith("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        session.Close(SessionEnd.Client);
    }

    [Fact]
    public async Task A_session_is_found_by_what_was_said_in_it()
    {
        var user = "u" + Guid.NewGuid().ToString("N");
        var session = sink.Connect(user);
        RestSink.Line(session, 1, LineSource.Client, "MAIL FROM:<ann@shop.test> SIZE=5", "MAIL");
        RestSink.Line(session, 2, LineSource.Server, "452 4.3.1 Full", "MAIL");
        session.Status.WorstReply = 452;
        RestSink.Line(session, 3, LineSource.Client, "RCPT TO:<a+b@x.test>", "RCPT");
        session.Close(SessionEnd.Client);
        await StoredAsync(session.SessionId);
        foreach (var fits in new[] { "", "&reply=452", "&reply=4xx", "&command=mail", "&from=*@SHOP.test", "&to=a+b@x.test", "&outcome=refused", "&outcome=aborted", "&live=false" })
            Assert.Equal([session.SessionId], await sink.IdsAsync($"rest/v1/sessions?inbox={user}{fits}"));
        foreach (var not in new[] { "&reply=451", "&reply=5xx", "&command=BDAT", "&from=shop.test", "&to=b@x.test", "&outcome=delivered", "&live=true", "&lint=error", "&before=2020-01-01T00:00:00Z" })
            Assert.Empty(await sink.IdsAsync($"rest/v1/sessions?inbox={user}{not}"));
    }

    [Fact]
    public async Task Live_and_stored_sessions_make_one_list_in_order()
    {
        var user = "u" + Guid.NewGuid().ToString("N");
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var session = sink.Connect(user);
            ids.Add(session.SessionId);
            RestSink.Line(session, 1, LineSource.Client, "NOOP", "NOOP");
            if (i % 2 == 0) continue;
            session.Close(SessionEnd.Quit);
            await StoredAsync(session.SessionId);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await sink.JsonAsync($"rest/v1/sessions?inbox={user}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.Equal(5, (int)page["total"]!);
            seen.AddRange(page["items"]!.AsArray().Select(s => (string)s!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Reverse(ids), seen);
        Assert.Equal([ids[4], ids[2], ids[0]], await sink.IdsAsync($"rest/v1/sessions?inbox={user}&live=true"));
    }

    [Fact]
    public async Task A_session_that_goes_on_cannot_be_deleted_and_one_that_is_over_can()
    {
        var session = sink.Connect();
        RestSink.Line(session, 1, LineSource.Client, "NOOP", "NOOP");
        Assert.Equal(HttpStatusCode.Conflict, (await sink.CallAsync(HttpMethod.Delete, $"rest/v1/sessions/{session.SessionId}")).Status);
        session.Close(SessionEnd.Quit);
        await StoredAsync(session.SessionId);
        Assert.Equal(HttpStatusCode.OK, (await sink.CallAsync(HttpMethod.Delete, $"rest/v1/sessions/{session.SessionId}")).Status);
        await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Messages_can_be_asked_for_by_their_session()
    {
        var session = sink.Connect();
        var first = await RestSink.TransactAsync(session, 1, Mail);
        Assert.Equal([first], await sink.IdsAsync($"rest/v1/messages?session={session.SessionId}"));
        session.Close(SessionEnd.Quit);
        await StoredAsync(session.SessionId);
        Assert.Equal([first], await sink.IdsAsync($"rest/v1/messages?session={session.SessionId}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_has_its_transaction_wherever_the_lines_are(bool isOver)
    {
        var session = sink.Connect();
        RestSink.Line(session, 1, LineSource.Client, "EHLO x", "EHLO");
        var first = await RestSink.TransactAsync(session, 2, Mail, "one@mail.test");
        var second = await RestSink.TransactAsync(session, 7, Mail, "two@mail.test");
        if (isOver)
        {
            session.Close(SessionEnd.Quit);
            await StoredAsync(session.SessionId);
        }

        foreach (var (id, to, line) in new[] { (first, "one@mail.test", 2), (second, "two@mail.test", 7) })
        {
            var lines = (await sink.JsonAsync($"rest/v1/messages/{id}/transcript?format=json"))["items"]!.AsArray();
            Assert.Equal(Enumerable.Range(line, 5), lines.Select(l => (int)l!["n"]!));
            Assert.Equal($"RCPT TO:<{to}>", (string)lines[2]!["text"]!);
            Assert.Equal("250 2.0.0 Queued", (string)lines[4]!["text"]!);
            Assert.All(lines, l => Assert.Equal(id, (string)l!["messageId"]!));
        }
    }

    [Fact]
    public async Task A_message_keeps_its_lines_when_its_session_is_deleted()
    {
        var session = sink.Connect();
        var id = await RestSink.TransactAsync(session, 1, Mail);
        session.Close(SessionEnd.Quit);
        await StoredAsync(session.SessionId);
        await sink.CallAsync(HttpMethod.Delete, $"rest/v1/sessions/{session.SessionId}");
        var text = await sink.Http.GetStringAsync($"rest/v1/messages/{id}/transcript", Cancellation);
        Assert.Contains("C: RCPT TO:<b@mail.test>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_reported_as_less_than_its_row_counts_as_that()
    {
        var session = sink.Connect("u" + Guid.NewGuid().ToString("N"));
        RestSink.Line(session, 1, LineSource.Client, "AUTH PLAIN", "AUTH");
        session.Report(new Finding("T01", "AUTH PLAIN outside TLS", 1) { Severity = Severity.Warning });
        for (var over = 0; over < 2; over++)
        {
            var dto = await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}");
            Assert.Equal("warning", (string)dto["lint"]![0]!["severity"]!);
            Assert.Empty(await sink.IdsAsync($"rest/v1/sessions?inbox={session.Inbox}&lint=error"));
            Assert.Single(await sink.IdsAsync($"rest/v1/sessions?inbox={session.Inbox}&lint=warning"));
            if (over > 0) continue;
            session.Close(SessionEnd.Quit);
            await StoredAsync(session.SessionId);
        }
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?lang=en", null)]
    [InlineData("?lang=zh-CN", "连接已建立")]
    public async Task An_event_is_shown_in_the_language_asked_for_and_stored_in_English(string query, string? shown)
    {
        var session = sink.Connect();
        session.Record(new TranscriptLine { Number = 1, At = default, Source = LineSource.Event, Text = "connection opened"u8, Octets = 0, Note = "connect" });
        RestSink.Line(session, 2, LineSource.Client, "connection opened", "NOOP");

        var lines = (await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}/lines{query}"))["items"]!.AsArray();

        Assert.Equal(["connection opened", "connection opened"], lines.Select(line => (string)line!["text"]!));
        Assert.Equal([shown, null], lines.Select(line => (string?)line!["shown"]));
    }

    [Fact]
    public async Task What_the_client_asked_for_and_showed_in_TLS_stays_with_a_session_that_is_over()
    {
        var session = sink.Connect();
        RestSink.Line(session, 1, LineSource.Client, "EHLO x", "EHLO");
        session.Status.TlsProtocol = "TLS 1.3";
        session.Status.TlsCipher = "TLS_AES_256_GCM_SHA384";
        session.Status.TlsServerName = "mail.shop.test";
        session.Status.ClientCertificate = new ClientCertificate("CN=Joe", "CN=Clients", ["email:joe@shop.test"], "ab12", default, "PartialChain");
        var live = (await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}"))["client"]!["tls"]!;
        session.Close(SessionEnd.Quit);
        await StoredAsync(session.SessionId);

        var over = (await sink.JsonAsync($"rest/v1/sessions/{session.SessionId}"))["client"]!["tls"]!;

        Assert.Equal("mail.shop.test", (string?)over["serverName"]);
        Assert.Equal("CN=Joe", (string?)over["clientCertificate"]!["subject"]);
        Assert.Equal(live.ToJsonString(), over.ToJsonString());
    }

    /// <summary>Waits until a session's final row is written: work on stored messages comes after what is waiting to be stored.</summary>
    private async Task StoredAsync(string id)
    {
        await sink.Get<StoreEdits>().DeleteAsync([]);
        Assert.True(SessionId.TryParse(id, out var number));
        Assert.False(sink.Get<LiveSessions>().TryGet(number, out _));
    }
}
