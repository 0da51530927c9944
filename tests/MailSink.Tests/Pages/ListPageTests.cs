using System.Net;
using MailSink.Smtp;
using MailSink.Tests.Rest;
using MailSink.Tests.Storage;
using Xunit;

namespace MailSink.Tests.Pages;

/// <summary>The lists of the pages are narrowed by the API's own filters.</summary>
public sealed class ListPageTests(RestSink sink) : IClassFixture<RestSink>
{
    private const string Whole = "From: a@shop.test\nTo: b@shop.test\nDate: Mon, 02 Mar 2026 10:00:00 +0000\nMessage-ID: <1@mail.shop.test>\nMIME-Version: 1.0\n";

    [Theory]
    [InlineData("lint=M02")]
    [InlineData("lint=m02")]
    [InlineData("lint=error&subject=Wrong")]
    public async Task The_inbox_shows_the_messages_with_a_finding(string query)
    {
        var inbox = "i" + Guid.NewGuid().ToString("N");
        var wrong = await sink.AddAsync(Whole + "Subject: Wrong charset\nContent-Type: text/plain; charset=no-such\n\nb", inbox);
        var right = await sink.AddAsync(Whole + "Subject: Right\n\nb", inbox);

        var page = await PageAsync($"inbox?inbox={inbox}&{query}");

        Assert.Contains($"data-id=\"{wrong}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"data-id=\"{right}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/inbox?inbox={inbox}", page, StringComparison.Ordinal);
        Assert.Contains("data-narrowed=\"lint\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BY", true)]
    [InlineData("BY=60;R", true)]
    [InlineData("BY=*;N", false)]
    public async Task The_inbox_shows_the_messages_with_a_parameter(string parameter, bool isFound)
    {
        var session = sink.Connect("u" + Guid.NewGuid().ToString("N"));
        var envelope = new Envelope { ReversePath = "a@shop.test", Parameters = [new EsmtpParameter("BY", "60;R")] };
        envelope.Recipients.Add(new Recipient("b@shop.test", []));
        var message = (await TestStore.SendAsync(session, "Subject: s\r\n\r\nb\r\n"u8.ToArray(), envelope)).MessageId;

        var page = await PageAsync($"inbox?inbox={session.Inbox}&parameter={Uri.EscapeDataString(parameter)}");

        Assert.Equal(isFound, page.Contains($"data-id=\"{message}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sessions_page_shows_the_sessions_with_a_finding()
    {
        var (wrong, right) = (sink.Connect(), sink.Connect());
        foreach (var session in (MailSink.Sessions.LiveSession[])[wrong, right]) RestSink.Line(session, 1, LineSource.Client, "EHLO x", "EHLO");
        wrong.Report(new Finding("T01", "AUTH PLAIN outside TLS", 1));

        var page = await PageAsync("sessions?lint=T01");

        Assert.Contains($"href=\"/sessions/{wrong.SessionId}?lint=T01\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(right.SessionId, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inbox?lint=nonsense")]
    [InlineData("inbox?parameter=NONSENSE")]
    [InlineData("inbox?parameter=NOTIFY%3D")]
    public async Task What_the_API_refuses_the_page_refuses(string path) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await sink.Http.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);

    [Fact]
    public async Task An_empty_filter_is_none() => Assert.Contains("data-inbox", await PageAsync("inbox?lint=&parameter="), StringComparison.Ordinal);

    private async Task<string> PageAsync(string path) =>
        WebUtility.HtmlDecode(await sink.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
}
