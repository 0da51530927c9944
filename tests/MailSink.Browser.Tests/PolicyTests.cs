using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MailSink.Browser.Tests;

/// <summary>Every page in both languages and themes: accessible, within its policy, asking nobody but the sink.</summary>
public sealed class PolicyTests(Browser browser, SampleSink sample)
{
    private static readonly string[] s_pages =
    [
        "", "inbox/{message}?tab=html", "inbox/{message}?tab=text", "inbox/{message}?tab=headers", "inbox/{message}?tab=source",
        "inbox/{message}?tab=mime", "inbox/{message}?tab=attachments", "inbox/{message}?tab=session", "inbox/{message}?tab=checks",
        "?subject=nothing", "inbox/m00000000000000", "sessions", "sessions/{session}", "sessions/s0", "reference?code=451", "connect",
    ];

    public static TheoryData<string, string, string> Pages
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var page in s_pages)
            {
                foreach (var theme in new[] { "light", "dark" })
                {
                    data.Add(page, theme, "en-US");
                    data.Add(page, theme, "zh-CN");
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_and_keeps_its_policy(string page, string theme, string locale)
    {
        await using var visit = await browser.OpenAsync(sample.HttpAddress, Look(theme, locale));

        await visit.GoAsync(page.Replace("{message}", sample.Message).Replace("{session}", sample.Session));
        if (page.Contains("{session}", StringComparison.Ordinal))
        {
            await visit.Page.Locator(".ln", new() { HasText = "503" }).First.ClickAsync();
            await Assertions.Expect(visit.Page.Locator("[data-explanation] .anat")).ToBeVisibleAsync();
        }

        await HoldsAsync(visit);
    }

    [Theory]
    [InlineData("light", "en-US")]
    [InlineData("dark", "zh-CN")]
    public async Task The_first_page_of_an_empty_sink_is_accessible_and_keeps_its_policy(string theme, string locale)
    {
        await using var sink = await Sink.StartAsync();
        await using var visit = await browser.OpenAsync(sink.HttpAddress, Look(theme, locale));

        await visit.GoAsync("");

        await Assertions.Expect(visit.Page.Locator("[data-connect]")).ToBeVisibleAsync();
        await HoldsAsync(visit);
    }

    [Theory]
    [InlineData("", "light", "en-US")]
    [InlineData("sessions/{session}", "light", "zh-CN")]
    [InlineData("inbox/{message}", "dark", "en-US")]
    public async Task A_phone_is_no_less_accessible(string page, string theme, string locale)
    {
        var look = Look(theme, locale);
        look.ViewportSize = new() { Width = 390, Height = 844 };
        look.HasTouch = true;
        await using var visit = await browser.OpenAsync(sample.HttpAddress, look);

        await visit.GoAsync(page.Replace("{message}", sample.Message).Replace("{session}", sample.Session));

        await HoldsAsync(visit);
    }

    [Theory]
    [InlineData("light", "en-US", "Nothing at this address")]
    [InlineData("dark", "zh-CN", "此地址没有内容")]
    public async Task An_unknown_address_is_answered_by_a_page_that_leads_back(string theme, string locale, string heading)
    {
        await using var visit = await browser.OpenAsync(sample.HttpAddress, Look(theme, locale));

        var response = await visit.Page.GotoAsync(new Uri(sample.HttpAddress, "no/such/page").AbsoluteUri);

        Assert.Equal(404, response!.Status);
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync(heading);
        await AxeAsync(visit);
        await visit.Page.Locator("a.btn").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".row").First).ToBeVisibleAsync();
        Assert.DoesNotContain(visit.Troubles, trouble => trouble.Contains("violation", StringComparison.Ordinal));
    }

    private static BrowserNewContextOptions Look(string theme, string locale) =>
        new() { Locale = locale, ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light };

    private static async Task HoldsAsync(Visit visit)
    {
        await AxeAsync(visit);
        Assert.Empty(visit.ForeignRequests);
        // The browser itself reports that an address answered 404, which is what it should.
        Assert.DoesNotContain(visit.Troubles, trouble => !trouble.Contains("status of 404", StringComparison.Ordinal));
    }

    // The mail in the frame is what somebody sent, not ours to mend.
    private static async Task AxeAsync(Visit visit)
    {
        var result = await visit.Page.RunAxe(new AxeRunContext { Exclude = [new AxeSelector("iframe")] });
        Assert.True(result.Violations.Length == 0, string.Join("; ", result.Violations.Select(violation =>
            $"{violation.Id}: {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}")));
    }
}
