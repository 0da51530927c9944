using Microsoft.Playwright;

namespace MailSink.Browser.Tests;

/// <summary>The inbox: what arrives, what is opened, what the address remembers.</summary>
public sealed class InboxTests(Browser browser)
{
    [Fact]
    public async Task A_message_sent_by_smtp_appears_without_reload()
    {
        await using var sink = await Sink.StartAsync();
        await sink.SendAsync("The first");
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        await visit.Page.EvaluateAsync("() => { window.stayed = true; }");

        await sink.SendAsync("The second");

        await Assertions.Expect(visit.Page.Locator(".row .s")).ToHaveTextAsync(["The second", "The first"]);
        await Assertions.Expect(visit.Page.Locator("[data-total]")).ToHaveTextAsync("2");
        await Assertions.Expect(visit.Page.Locator(".side [data-unread]")).ToHaveTextAsync("2");
        Assert.True(await visit.Page.EvaluateAsync<bool>("() => window.stayed"));
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task A_list_narrowed_by_a_finding_takes_in_what_has_it_and_nothing_else()
    {
        const string Wrong = "From: a@shop.test\r\nSubject: Wrong\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=no-such\r\n\r\nb\r\n";
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await sink.SendAsync("Before");
        await visit.GoAsync("inbox?lint=M02");
        await Assertions.Expect(visit.Page.Locator(".row")).ToHaveCountAsync(0);

        await sink.SendAsync("Right");
        using var client = await sink.ConnectRawAsync();
        foreach (var line in (string[])["HELO c.test", "MAIL FROM:<a@shop.test>", "RCPT TO:<b@shop.test>", "DATA"]) await client.SayAsync(line);
        foreach (var line in Wrong.TrimEnd().Split("\r\n")) await client.WriteAsync(line);
        await client.SayAsync(".");

        await Assertions.Expect(visit.Page.Locator(".row .s")).ToHaveTextAsync(["Wrong"]);
        await visit.Page.Locator(".row").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[data-message-pane] h1")).ToHaveTextAsync("Wrong");
        Assert.Contains("lint=M02", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.Locator("[data-narrowed]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".row")).ToHaveCountAsync(3);
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task The_first_message_opens_by_itself_on_the_connect_page()
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        await Assertions.Expect(visit.Page.Locator(".letter dd").Nth(1)).ToContainTextAsync($"{sink.SmtpPort}");

        await sink.SendAsync("Hello sink");

        await Assertions.Expect(visit.Page.Locator("[data-message-pane] h1")).ToHaveTextAsync("Hello sink");
        Assert.Matches("/inbox/[0-9a-z]{18}$", visit.Page.Url);
    }

    [Fact]
    public async Task Rows_that_arrive_do_not_move_what_is_being_read()
    {
        await using var sink = await Sink.StartAsync();
        for (var i = 0; i < 60; i++) await sink.SendAsync($"Number {i}");
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        var list = visit.Page.Locator("#messages");
        await list.EvaluateAsync("list => { list.scrollTop = 20 * 68; }");
        await Assertions.Expect(visit.Page.GetByText("Number 35", new() { Exact = true })).ToBeVisibleAsync();
        var before = await visit.Page.GetByText("Number 35", new() { Exact = true }).BoundingBoxAsync();

        await sink.SendAsync("Late");

        await Assertions.Expect(visit.Page.Locator("[data-pill]")).ToContainTextAsync("1 new");
        var after = await visit.Page.GetByText("Number 35", new() { Exact = true }).BoundingBoxAsync();
        Assert.Equal(before!.Y, after!.Y);
        await visit.Page.Locator("[data-pill]").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".row .s").First).ToHaveTextAsync("Late");
    }

    [Fact]
    public async Task Scrolling_reaches_the_oldest_message_with_few_rows_in_the_document()
    {
        await using var sink = await Sink.StartAsync();
        for (var i = 0; i < 130; i++) await sink.SendAsync($"Number {i}");
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        var oldest = visit.Page.GetByText("Number 0", new() { Exact = true });

        for (var i = 0; i < 20 && !await oldest.IsVisibleAsync(); i++)
        {
            await visit.Page.Locator("#messages").EvaluateAsync("list => { list.scrollTop = list.scrollHeight; }");
            await visit.Page.EvaluateAsync("() => new Promise(done => setTimeout(done, 100))");
        }

        await Assertions.Expect(oldest).ToBeVisibleAsync();
        Assert.InRange(await visit.Page.Locator(".row").CountAsync(), 5, 40);
    }

    [Fact]
    public async Task Address_back_and_reload_keep_message_and_tab()
    {
        await using var sink = await Sink.StartAsync();
        await sink.SendAsync("Older");
        await sink.SendAsync("Newer");
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        var title = visit.Page.Locator("[data-message-pane] h1");

        await visit.Page.Locator(".row").First.ClickAsync();
        await Assertions.Expect(title).ToHaveTextAsync("Newer");
        await visit.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(title).ToHaveTextAsync("Older");
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Headers" }).ClickAsync();
        await visit.Page.ReloadAsync();
        await Assertions.Expect(title).ToHaveTextAsync("Older");
        await Assertions.Expect(visit.Page.Locator("#panel-headers")).ToContainTextAsync("Subject");
        await visit.Page.GoBackAsync();
        await Assertions.Expect(title).ToHaveTextAsync("Newer");
        Assert.Empty(visit.Troubles);
    }

    [Fact]
    public async Task An_opened_message_is_read_and_a_deleted_one_gives_way_to_the_next()
    {
        await using var sink = await Sink.StartAsync();
        await sink.SendAsync("Stays");
        await sink.SendAsync("Goes");
        await using var visit = await browser.OpenAsync(sink.HttpAddress);
        await visit.GoAsync("");
        await visit.Page.Locator(".row").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".row.unread")).ToHaveCountAsync(1);

        await visit.Page.Keyboard.PressAsync("#");

        await Assertions.Expect(visit.Page.Locator(".row")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Page.Locator("[data-message-pane] h1")).ToHaveTextAsync("Stays");
        await Assertions.Expect(visit.Page.Locator("[data-total]")).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task A_message_that_is_gone_says_so()
    {
        await using var sink = await Sink.StartAsync();
        await sink.SendAsync("Any");
        await using var visit = await browser.OpenAsync(sink.HttpAddress);

        var response = await visit.Page.GotoAsync(new Uri(sink.HttpAddress, "inbox/000000000000000000").AbsoluteUri);

        Assert.Equal(404, response!.Status);
        await Assertions.Expect(visit.Page.Locator("[data-message-pane]")).ToContainTextAsync("This message is gone");
    }
}
