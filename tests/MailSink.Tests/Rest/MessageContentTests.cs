using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MailSink.Tests.Messages;
using Xunit;

namespace MailSink.Tests.Rest;

public sealed class MessageContentTests(RestSink sink) : IClassFixture<RestSink>
{
    public static TheoryData<string> AllMails => [.. Corpus.Names.Where(n => n != "empty")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AllMails))]
    public async Task Every_odd_mail_is_listed_detailed_and_given_back_octet_for_octet(string name)
    {
        var octets = Corpus.Read(name);
        var id = await sink.AddAsync(octets);
        var detail = await sink.JsonAsync($"rest/v1/messages/{id}");
        using var raw = await sink.Http.GetAsync($"rest/v1/messages/{id}/raw", Cancellation);
        Assert.Equal(octets, await raw.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(octets.Length, raw.Content.Headers.ContentLength);
        Assert.Equal("message/rfc822", raw.Content.Headers.ContentType!.MediaType);
        foreach (var attachment in detail["attachments"]!.AsArray())
        {
            var part = await sink.Http.GetByteArrayAsync($"rest/v1/messages/{id}/parts/{attachment!["part"]}", Cancellation);
            Assert.Equal((string)attachment["sha256"]!, Convert.ToHexStringLower(SHA256.HashData(part)));
        }
    }

    [Fact]
    public async Task A_message_has_its_envelope_parts_links_images_and_codes()
    {
        var detail = await sink.JsonAsync($"rest/v1/messages/{await sink.AddAsync(Corpus.Read("nested-multipart"), to: "hidden@x.test")}");
        Assert.Equal(("hidden@x.test", "envelope"), ((string)detail["envelope"]!["recipients"]![0]!["address"]!, (string)detail["envelope"]!["recipients"]![0]!["seenIn"]!));
        Assert.Equal("REST", (string)detail["envelope"]!["via"]!);
        Assert.Null(detail["client"]);
        Assert.Equal("0", (string)detail["parts"]!["part"]!);
        Assert.Equal(["1.2", "2"], detail["attachments"]!.AsArray().Select(a => (string)a!["part"]!));
        Assert.Contains(detail["links"]!.AsArray(), l => (string)l!["url"]! == "https://shop.test/o?id=7&x=1" && (string)l["in"]! == "html");
        Assert.Equal([false, true], detail["images"]!.AsArray().Select(i => (bool)i!["remote"]!));
        Assert.Equal("nested", detail["headers"]!.AsArray().Where(h => (string)h!["name"]! == "Subject").Select(h => (string)h!["value"]!).Single());
    }

    [Fact]
    public async Task Raw_unencoded_header_octets_are_read_in_the_charset_of_the_text()
    {
        var detail = await sink.JsonAsync($"rest/v1/messages/{await sink.AddAsync(Corpus.Read("gbk-raw-subject"))}");
        Assert.Equal("原始主题", detail["headers"]!.AsArray().Where(h => (string)h!["name"]! == "Subject").Select(h => (string)h!["value"]!).Single());
    }

    [Fact]
    public async Task The_text_is_utf8_under_headers_that_keep_it_inert()
    {
        var id = await sink.AddAsync(Corpus.Read("gbk-8bit"));
        using var response = await sink.Http.GetAsync($"rest/v1/messages/{id}/text", Cancellation);
        Assert.Equal("您的验证码是 482913，请勿泄露。", (await response.Content.ReadAsStringAsync(Cancellation)).Trim());
        AssertInert(response);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("html")]
    [InlineData("parts/9")]
    public async Task What_the_mail_does_not_have_is_404(string what)
    {
        var id = await sink.AddAsync("Subject: s\nContent-Type: application/json\n\n{}");
        await sink.JsonAsync($"rest/v1/messages/{id}/{what}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Hostile_file_names_become_safe_ones()
    {
        var id = await sink.AddAsync(Corpus.Read("hostile-file-names"));
        for (var part = 1; part <= 9; part++)
        {
            using var response = await sink.Http.GetAsync($"rest/v1/messages/{id}/parts/{part}", Cancellation);
            AssertInert(response);
            var name = response.Content.Headers.ContentDisposition!.FileNameStar!;
            Assert.DoesNotMatch(@"[/\\:<>""\x00-\x1f\u202e]|^\.|^CON$", name);
            Assert.InRange(name.Length, 1, 121);
            Assert.False(response.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact]
    public async Task An_active_part_is_never_served_as_what_it_is()
    {
        var id = await sink.AddAsync("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\nContent-Disposition: attachment; filename=x.html\n\n<script>1</script>\n--b\nContent-Type: image/svg+xml\n\n<svg onload=alert(1)>\n--b--\n");
        foreach (var part in new[] { "1", "2" })
        {
            using var response = await sink.Http.GetAsync($"rest/v1/messages/{id}/parts/{part}", Cancellation);
            Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
            AssertInert(response);
        }
    }

    [Fact]
    public async Task Html_is_cleaned_and_served_under_a_policy_that_lets_it_do_nothing()
    {
        var id = await sink.AddAsync(Corpus.Read("unsubscribe"));
        using var response = await sink.Http.GetAsync($"rest/v1/messages/{id}/html", Cancellation);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data: http://", policy, StringComparison.Ordinal);
        Assert.EndsWith("form-action 'none'; base-uri 'none'; frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        var html = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("News", html, StringComparison.Ordinal);
        foreach (var bad in new[] { "<script", "<svg", "http-equiv=\"refresh", "javascript:", "action=", "track.test", "fixed" })
            Assert.DoesNotContain(bad, html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Own_images_load_with_a_token_and_remote_ones_are_blocked()
    {
        var id = await sink.AddAsync(Corpus.Read("nested-multipart"));
        var html = await sink.Http.GetStringAsync($"rest/v1/messages/{id}/html", Cancellation);
        var source = WebUtility.HtmlDecode(Regex.Match(html, "<img[^>]* src=\"([^\"]+)\"").Groups[1].Value);
        using var image = await sink.Http.GetAsync(source.TrimStart('/'), Cancellation);
        Assert.Equal("image/png", image.Content.Headers.ContentType!.MediaType);
        Assert.Equal("inline", image.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("data-blocked-src=\"https://track.test/p.gif\"", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"noopener noreferrer\"", html, StringComparison.Ordinal);
        using var other = await sink.Http.GetAsync($"rest/v1/messages/{id}/parts/1.2?inline=1&token=forged", Cancellation);
        Assert.Equal("attachment", other.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task A_token_is_good_for_one_message_only()
    {
        var first = await sink.AddAsync(Corpus.Read("nested-multipart"));
        var second = await sink.AddAsync(Corpus.Read("nested-multipart"));
        var html = await sink.Http.GetStringAsync($"rest/v1/messages/{first}/html", Cancellation);
        var source = WebUtility.HtmlDecode(Regex.Match(html, "<img[^>]* src=\"([^\"]+)\"").Groups[1].Value).TrimStart('/');
        using var response = await sink.Http.GetAsync(source.Replace(first, second, StringComparison.Ordinal), Cancellation);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Theory]
    [InlineData(100_000, "<div>", "")]
    [InlineData(100_000, "<b><i>", "")]
    [InlineData(50_000, "<p x=1>", "</p>")]
    public async Task Absurd_html_is_shown_as_text(int count, string open, string close)
    {
        var body = string.Concat(Enumerable.Repeat(open, count)) + "<script>x</script>the end &lt;img&gt;" + string.Concat(Enumerable.Repeat(close, count));
        var id = await sink.AddAsync($"Content-Type: text/html\n\n{body}");
        var watch = Stopwatch.StartNew();
        var html = await sink.Http.GetStringAsync($"rest/v1/messages/{id}/html", Cancellation);
        Assert.Contains("the end &lt;img&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        // Building the tree would take a minute: this tells the two apart on any machine.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_style_sheet_of_absurd_length_is_left_out()
    {
        var rules = string.Concat(Enumerable.Repeat("a{b:c}", 200_000));
        var id = await sink.AddAsync($"Content-Type: text/html\n\n<style>{rules}</style><p style=\"color:red\">the end</p>");
        var watch = Stopwatch.StartNew();
        var html = await sink.Http.GetStringAsync($"rest/v1/messages/{id}/html", Cancellation);
        Assert.Contains("the end</p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        // Cleaning the sheet would take minutes.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(200_000, "--b\r\n\r\nx\r\n", "Content-Type: multipart/mixed; boundary=b\r\n\r\n")]
    [InlineData(20_000, "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", "Subject: deep\r\n")]
    public async Task A_monstrous_mail_is_stored_whole_and_marked_partly_parsed(int count, string piece, string start)
    {
        var octets = Encoding.ASCII.GetBytes(start + string.Concat(Enumerable.Repeat(piece, count)));
        var id = await sink.AddAsync(octets);
        var detail = await sink.JsonAsync($"rest/v1/messages/{id}");
        Assert.Equal("partial", (string)detail["parse"]!);
        Assert.Equal(octets.Length, (long)detail["size"]!);
        Assert.Equal(octets, await sink.Http.GetByteArrayAsync($"rest/v1/messages/{id}/raw", Cancellation));
    }

    [Fact]
    public async Task A_mail_in_chunks_streams_back_exactly()
    {
        var octets = new byte[3_000_000];
        new Random(7).NextBytes(octets);
        "Subject: chunks\r\n\r\n"u8.CopyTo(octets);
        var id = await sink.AddAsync(octets);
        Assert.Equal(octets, await sink.Http.GetByteArrayAsync($"rest/v1/messages/{id}/raw?download=1", Cancellation));
        Assert.Equal(octets[19..], await sink.Http.GetByteArrayAsync($"rest/v1/messages/{id}/parts/0", Cancellation));
    }

    [Fact]
    public async Task Reading_does_not_mark_read()
    {
        var id = await sink.AddAsync(Corpus.Read("nested-multipart"));
        foreach (var what in new[] { "", "/raw", "/text", "/html", "/parts/2" }) await sink.Http.GetByteArrayAsync($"rest/v1/messages/{id}{what}", Cancellation);
        Assert.False((bool)(await sink.JsonAsync($"rest/v1/messages/{id}"))["read"]!);
    }

    private static void AssertInert(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("sandbox; default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
    }
}
