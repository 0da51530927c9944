using System.Security.Cryptography;
using System.Text;
using MailSink.Messages.Mime;
using MimeKit;
using Xunit;

namespace MailSink.Tests.Messages;

public sealed class MailParserTests
{
    public static TheoryData<string> AllMails => [.. Corpus.Names];

    [Theory]
    [MemberData(nameof(AllMails))]
    public void No_mail_throws_and_every_leaf_lies_within_it(string name)
    {
        var octets = Corpus.Read(name);
        var mail = Corpus.Parse(octets);
        foreach (var node in mail.Root?.WithDescendants() ?? []) Assert.InRange(node.End, node.Start, octets.Length);
        _ = (mail.Text, mail.Html, mail.Attachments.ToList());
    }

    [Theory]
    [InlineData("gbk-8bit", "你好，世界", "您的验证码是 482913，请勿泄露。")]
    [InlineData("gb18030-base64", "扩展汉字㐀", "扩展㐀与emoji😀")]
    [InlineData("gb2312-declared", "你好", "镕基 你好")]
    [InlineData("big5", "繁體中文", "繁體中文郵件")]
    [InlineData("iso-2022-jp", "日本語の件名", "日本語の本文です。")]
    [InlineData("utf8-smtputf8", "未编码的主题 ✓", "UTF-8 直接正文")]
    [InlineData("no-charset-utf8", "none", "Grüße ohne Angabe")]
    [InlineData("latin1-no-charset", "none", "Grüße in Latin-1")]
    [InlineData("unknown-charset", null, "plain words survive")]
    [InlineData("unknown-encoding", "enc", "as it stands")]
    [InlineData("bare-lf", "bare lf", "line one\nline two")]
    public void Subject_and_text_are_decoded(string name, string? subject, string text)
    {
        var mail = Corpus.Parse(name);
        Assert.Equal(text, mail.Text?.ReplaceLineEndings("\n").Trim());
        if (subject is not null) Assert.Equal(subject, mail.HeaderValue(HeaderId.Subject));
        Assert.Equal(ParseOutcome.Ok, mail.Outcome);
    }

    [Fact]
    public void Nested_parts_are_numbered_by_position_with_the_root_as_0()
    {
        var mail = Corpus.Parse("nested-multipart");
        Assert.Equal(["0", "1", "1.1", "1.1.1", "1.1.2", "1.2", "2"], mail.Root!.WithDescendants().Select(n => n.Number));
        Assert.Equal(["1.2", "2"], mail.Attachments.Select(a => a.Number));
        Assert.Equal("发票.pdf", mail.FindPart("2")!.FileName);
        Assert.Equal("Plain words.", mail.Text);
    }

    [Fact]
    public void A_part_is_decoded_counted_and_hashed_without_the_line_end_of_its_boundary()
    {
        var octets = Corpus.Read("nested-multipart");
        var part = Corpus.Parse(octets).FindPart("2")!;
        var expected = "%PDF-1.4 not really\n"u8.ToArray();
        Assert.Equal(expected.Length, part.Size);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(expected)), part.Sha256);
    }

    [Theory]
    [MemberData(nameof(AllMails))]
    public async Task A_part_streams_exactly_the_octets_that_were_counted(string name)
    {
        var octets = Corpus.Read(name);
        foreach (var node in Corpus.Parse(octets).Root?.WithDescendants().Where(n => n.Children.Count == 0) ?? [])
        {
            using var written = new MemoryStream();
            await PartContent.CopyAsync(new MemoryStream(octets), node, written, TestContext.Current.CancellationToken);
            Assert.Equal(node.Size, written.Length);
            if (node.Sha256 is { } hash) Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(written.ToArray())));
        }
    }

    [Fact]
    public void A_message_within_the_message_does_not_lend_it_its_text()
    {
        var mail = Corpus.Parse("delivery-report");
        Assert.Equal("It could not be delivered.", mail.Text);
        Assert.Null(mail.Html);
        Assert.Equal(["2", "3"], mail.Attachments.Select(a => a.Number));
    }

    [Theory]
    [InlineData("no-header-section")]
    [InlineData("empty")]
    public void What_has_no_header_section_is_failed(string name) => Assert.Equal(ParseOutcome.Failed, Corpus.Parse(name).Outcome);

    [Fact]
    public void Two_hundred_thousand_parts_stop_at_the_limit()
    {
        var mail = new StringBuilder("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (var i = 0; i < 200_000; i++) mail.Append("--b\r\n\r\nx\r\n");
        var parsed = Corpus.Parse(Encoding.ASCII.GetBytes(mail.ToString()));
        Assert.Equal(ParseOutcome.Partial, parsed.Outcome);
        Assert.InRange(parsed.Root!.WithDescendants().Count(), 500, 1000);
    }

    [Fact]
    public void Twenty_thousand_levels_stop_at_the_limit()
    {
        var mail = new StringBuilder("Subject: deep\r\n");
        for (var i = 0; i < 20_000; i++) mail.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n");
        var parsed = Corpus.Parse(Encoding.ASCII.GetBytes(mail.ToString()));
        Assert.Equal(ParseOutcome.Partial, parsed.Outcome);
        Assert.Equal("deep", parsed.HeaderValue(HeaderId.Subject));
    }

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("multipart/mixed; boundary=x")]
    public void Messages_within_messages_stop_at_the_limit(string type)
    {
        var mail = string.Concat(Enumerable.Repeat($"Content-Type: {type}\r\n\r\n--x\r\n", 20_000));
        Assert.NotEqual(ParseOutcome.Failed, Corpus.Parse(Encoding.ASCII.GetBytes(mail)).Outcome);
    }

    [Fact]
    public void A_hundred_thousand_header_fields_stop_at_the_limit()
    {
        var mail = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"X-{i}: value\r\n")) + "\r\nbody";
        var parsed = Corpus.Parse(Encoding.ASCII.GetBytes(mail));
        Assert.Equal(ParseOutcome.Partial, parsed.Outcome);
        Assert.InRange(parsed.Headers.Count, 1, 10_000);
    }

    [Fact]
    public void A_header_field_of_32_megabytes_is_not_kept()
    {
        var octets = new byte[32 * 1024 * 1024];
        octets.AsSpan().Fill((byte)'a');
        "Subject: "u8.CopyTo(octets);
        var parsed = Corpus.Parse(octets);
        Assert.Equal(ParseOutcome.Partial, parsed.Outcome);
        Assert.InRange(parsed.HeaderValue(HeaderId.Subject)?.Length ?? 0, 0, 2 * 1024 * 1024);
    }

    [Fact]
    public void A_long_text_is_cut_but_counted_whole()
    {
        var octets = Encoding.ASCII.GetBytes("Subject: long\r\n\r\n" + new string('x', 10_000_000));
        var parsed = Corpus.Parse(octets);
        Assert.True(parsed.TextPart!.IsTextCut);
        Assert.Equal(10_000_000, parsed.TextPart.Size);
        Assert.Equal(4 * 1024 * 1024, parsed.Text!.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(octets.AsSpan(17))), parsed.TextPart.Sha256);
    }
}
