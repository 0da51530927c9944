using System.Globalization;
using System.Net;
using MailSink.Pages.Localization;
using MailSink.Smtp;
using MailSink.Tests.Rest;
using MailSink.Tests.Storage;
using Xunit;

namespace MailSink.Tests.Pages;

/// <summary>An opened message says in the reader's language what its envelope asked for.</summary>
public sealed class MessagePageTests(RestSink sink) : IClassFixture<RestSink>
{
    private const string Certifier = "2jmj7l5rSw0yVb/vlWAYkK/YBwk";

    [Theory]
    [InlineData("en", "en")]
    [InlineData("zh-CN", "zh-Hans")]
    public async Task Each_meaning_of_a_parameter_is_said_of_the_message_that_has_it(string asked, string language)
    {
        var pages = await PageAsync(
                asked, "SIZE=21 SMTPUTF8 RET=FULL ENVID=order+2B1@x.test BY=60;R HOLDFOR=30 MT-PRIORITY=3 AUTH=<> REQUIRETLS MTRK=" + Certifier,
                "NOTIFY=SUCCESS,FAILURE,DELAY RRVS=2020-01-31T08:00:00Z;C", "NOTIFY=NEVER ORCPT=rfc822;Bob+2Bx@y.test RRVS=2020-01-31T08:00:00Z")
            + await PageAsync(asked, $"SIZE=5 RET=HDRS BY=60;NT MTRK={Certifier}:60 CONPERM", "CONNEG", "CONNEG", "CONNEG", "CONNEG");

        foreach (var (key, text) in Texts.All(CultureInfo.GetCultureInfo(language)).Where(text => text.Key.StartsWith("param.", StringComparison.Ordinal)))
            Assert.All(text.Split("{0}").SelectMany(part => part.Split("{1}")), part => Assert.True(pages.Contains(part, StringComparison.Ordinal), $"{key}: {part}"));
        foreach (var value in new[] { "order+1@x.test", "rfc822;Bob+x@y.test", "2020-01-31 08:00:00", ">CONPERM</a>", "/inbox?parameter=CONPERM\"" })
            Assert.Contains(value, pages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_message_is_not_is_marked()
    {
        Assert.Contains("class=\"amiss\"", await PageAsync("en", "SIZE=5"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"amiss\"", await PageAsync("en", "SIZE=21"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"asked\"", await PageAsync("en", ""), StringComparison.Ordinal);
    }

    /// <summary>The page of a message of 21 octets whose MAIL and RCPTs had these parameters, and whose priority could not be raised.</summary>
    private async Task<string> PageAsync(string language, string mail, params string[] recipients)
    {
        var parameters = Read(mail);
        var envelope = new Envelope
        {
            ReversePath = "a@x.test",
            Parameters = parameters,
            DeclaredSize = parameters.FirstOrDefault(p => p.Keyword == "SIZE").Value is { } size ? long.Parse(size, CultureInfo.InvariantCulture) : null,
            Requests = new MailRequests { Priority = 0, PriorityChanged = parameters.Any(p => p.Keyword == "MT-PRIORITY") },
        };
        envelope.Recipients.AddRange(recipients.DefaultIfEmpty("").Select(text => new Recipient("b@y.test", Read(text))));
        var stored = await TestStore.SendAsync(sink.Connect(), "Subject: s\r\n\r\nhello\r\n"u8.ToArray(), envelope);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"inbox/{stored.MessageId}");
        request.Headers.Add("Accept-Language", language);
        using var response = await sink.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static List<EsmtpParameter> Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('=', 2)).Select(word => new EsmtpParameter(word[0], word.Length > 1 ? word[1] : null))];
}
