using Microsoft.Playwright;
using MimeKit;

namespace MailSink.Browser.Tests;

/// <summary>Whatever a client sends is shown, and nothing of it runs, loads or pretends.</summary>
public sealed class HostileTests(Browser browser)
{
    private const string Attack = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>";

    /// <summary>Ways to run a script or to phone home from an HTML mail.</summary>
    public static TheoryData<string> HostileHtml =>
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)><svg onload=alert(1)><body onload=alert(1)>",
        "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
        "<iframe src='javascript:alert(1)'></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<meta http-equiv=refresh content='0;url=https://evil.invalid/refresh'>",
        "<base href='https://evil.invalid/'><img src='base.png'><link rel=stylesheet href='base.css'>",
        "<style>@import 'https://evil.invalid/import.css'; body{background:url(https://evil.invalid/bg.png)} @font-face{font-family:x;src:url(https://evil.invalid/f.woff)} p{font-family:x}</style><p>text</p>",
        "<img srcset='https://evil.invalid/1x.png 1x, https://evil.invalid/2x.png 2x'><picture><source srcset='https://evil.invalid/s.png'><img></picture>",
        "<form action='https://evil.invalid/form'><input name=a autofocus onfocus=alert(1)></form>",
        "<object data='https://evil.invalid/o.swf'></object><embed src='https://evil.invalid/e.swf'><video src='https://evil.invalid/v.mp4' autoplay></video><audio src='https://evil.invalid/a.mp3' autoplay></audio>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
        "<div style='position:fixed;inset:0;z-index:99999;background:url(https://evil.invalid/fixed.png)'>over</div>",
        "<link rel=preconnect href='https://evil.invalid'><link rel=dns-prefetch href='//evil.invalid'><link rel=prefetch href='https://evil.invalid/p'>",
        "<a href='javascript:alert(1)' autofocus>link</a><details open ontoggle=alert(1)>x</details>",
    ];

    [Fact]
    public async Task Markup_in_captured_text_is_shown_as_text_everywhere()
    {
        await using var sink = await Sink.StartAsync();
        await SendAttackAsync(sink);
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        await Assertions.Expect(visit.Page.Locator(".row .s").First).ToContainTextAsync("onerror=alert(1)");

        await visit.Page.Locator(".row").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-message-pane] h1")).ToContainTextAsync("<script>");
        foreach (var tab in new[] { "Text", "Headers", "Source", "MIME", "Attachments", "Session" })
            await visit.Page.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
        await visit.GoAsync("sessions");
        await Assertions.Expect(visit.Page.Locator(".srow .nm").First).ToContainTextAsync("onerror");
        await visit.Page.Locator(".srow").First.ClickAsync();
        await visit.Page.Locator(".ln", new() { HasText = "EHLO" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-explanation] h2").First).ToBeVisibleAsync();
        await visit.GoAsync("?subject=" + Uri.EscapeDataString(Attack) + "&inbox=" + Uri.EscapeDataString(Attack));

        // A live row is made by a script, not by the server.
        await visit.GoAsync("");
        await SendAttackAsync(sink);
        await Assertions.Expect(visit.Page.Locator(".row")).ToHaveCountAsync(2);
        Assert.Equal(0, await visit.Page.Locator("main img").CountAsync());
        Assert.Empty(visit.Troubles);
    }

    [Theory]
    [MemberData(nameof(HostileHtml))]
    public async Task Hostile_html_runs_nothing_and_asks_nobody(string html)
    {
        await using var sink = await Sink.StartAsync();
        await sink.SendHtmlAsync("Hostile", $"<p>before</p>{html}<p>after</p>");
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");

        await visit.Page.Locator(".row").First.ClickAsync();
        var frame = visit.Page.FrameLocator("[data-message-pane] iframe");
        await Assertions.Expect(frame.Locator("body")).ToContainTextAsync("before");
        var direct = await visit.Page.Locator("[data-message-pane] iframe").GetAttributeAsync("src");
        await visit.Page.GotoAsync(new Uri(sink.HttpAddress, direct).AbsoluteUri);
        await Assertions.Expect(visit.Page.Locator("body")).ToContainTextAsync("before");

        Assert.DoesNotContain(visit.Troubles, trouble => trouble.Contains("pwned", StringComparison.Ordinal));
        Assert.Empty(visit.ForeignRequests);
        Assert.DoesNotContain("evil.invalid", visit.Page.Url, StringComparison.Ordinal);
    }

    private static async Task SendAttackAsync(SinkApplication sink)
    {
        var body = new Multipart("mixed")
        {
            new TextPart("plain") { Text = Attack },
            new MimePart("application", "octet-stream") { FileName = Attack, Content = new MimeContent(new MemoryStream([1, 2, 3])) },
        };
        var mail = Sink.Mail(Attack, body);
        mail.From.Clear();
        mail.From.Add(new MailboxAddress(Attack, "attack@shop.example"));
        mail.Headers.Add("X-Attack", Attack);
        var content = new MemoryStream();
        await mail.WriteToAsync(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, content);

        using var client = await sink.ConnectRawAsync();
        await client.SayAsync("EHLO <img/src=x/onerror=alert(1)>");
        await client.SayAsync("MAIL FROM:<\"<img src=x onerror=alert(1)>\"@shop.example>");
        await client.SayAsync("RCPT TO:<\"<svg onload=alert(1)>\"@customer.test>");
        await client.SayAsync("DATA");
        await client.WriteAsync(System.Text.Encoding.UTF8.GetString(content.ToArray()));
        Assert.StartsWith("250", await client.SayAsync("."), StringComparison.Ordinal);
        await client.SayAsync("QUIT");
    }
}
