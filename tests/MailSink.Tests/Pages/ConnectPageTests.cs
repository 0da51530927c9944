using System.Net;
using System.Text.Json.Nodes;
using MailSink.Smtp;
using Xunit;

namespace MailSink.Tests.Pages;

/// <summary>Who is told how to send here is told what the SMTP side will take.</summary>
public sealed class ConnectPageTests
{
    private static readonly SmtpUser Ada = SmtpUser.Create("ada", "open sesame", [])!;

    [Theory]
    [InlineData("en", "any password", "one of the configured users")]
    [InlineData("zh-CN", "任意密码", "已配置的用户之一")]
    public async Task The_page_promises_any_password_only_where_nobody_is_configured(string language, string any, string configured)
    {
        await using var open = await TestSink.StartAsync();
        await using var closed = await TestSink.StartAsync(options => options with { SmtpUsers = [Ada] });

        var (promised, told) = (await PageAsync(open, language), await PageAsync(closed, language));

        Assert.Contains(any, promised, StringComparison.Ordinal);
        Assert.DoesNotContain(configured, promised, StringComparison.Ordinal);
        Assert.Contains(configured, told, StringComparison.Ordinal);
        Assert.DoesNotContain(any, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("team", null)]
    public async Task An_inbox_made_where_users_are_configured_names_a_user_who_can_log_in_and_no_password(string inbox, string? user)
    {
        await using var sink = await TestSink.StartAsync(options => options with { SmtpUsers = [Ada] });
        using var http = sink.Http();
        using var body = new StringContent($$"""{"name":"{{inbox}}"}""", null, "application/json");
        using var answer = await http.PostAsync("rest/v1/inboxes", body, TestContext.Current.CancellationToken);
        var smtp = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["smtp"]!;

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(sink.SmtpPort, (int)smtp["port"]!);
        Assert.Equal(user, (string?)smtp["user"]);
        Assert.Null((string?)smtp["password"]);
    }

    private static async Task<string> PageAsync(SinkApplication sink, string language)
    {
        using var http = sink.Http();
        http.DefaultRequestHeaders.Add("Accept-Language", language);
        return WebUtility.HtmlDecode(await http.GetStringAsync("connect", TestContext.Current.CancellationToken));
    }
}
