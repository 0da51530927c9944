using System.Text;
using MailSink.Storage;
using MimeKit;
using Xunit;

namespace MailSink.Tests.Checks;

/// <summary>Mails that real generators made: a finding about one of them is either true or a fault of a check.</summary>
public sealed class ClientMailTests
{
    private static readonly StoredEnvelope Envelope = new() { From = "ada@shop.test", Client = new StoredClient { Listener = "smtp" } };

    [Theory]
    [InlineData("python-email")]
    [InlineData("python-mime")]
    [InlineData("swaks")]
    // Its Content-Type has the name as an encoded-word in quotes, for Outlook's sake; the disposition has it as RFC 2231 wants.
    [InlineData("nodemailer", "M10")]
    public void A_client_s_mail_has_no_finding_that_is_not_true(string name, params string[] expected)
    {
        var mail = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Checks", "Clients", name + ".eml"));
        Assert.Equal([.. expected, "A01"], LintCase.Check(mail, Envelope, Received(mail)).Select(finding => finding.Id));
    }

    [Fact]
    public void What_MimeKit_writes_has_no_finding()
    {
        using var mail = new MimeMessage();
        mail.From.Add(new MailboxAddress("Jürgen Groß", "ada@shop.test"));
        mail.To.Add(new MailboxAddress("林薇", "wei@customer.test"));
        mail.Subject = "Ihre Bestellung – 您的订单 48113 wird bald versandt und kommt in wenigen Tagen an";
        mail.MessageId = "48113.9@mail.shop.test";
        mail.Date = LintCase.ReceivedAt;
        var body = new BodyBuilder { TextBody = "Hallo Wei,\r\n\r\nGrüße\r\n", HtmlBody = "<p>Grüße <img alt=\"Logo\" src=\"cid:logo@shop.test\"></p>" };
        body.LinkedResources.Add("logo.png", new byte[300], new ContentType("image", "png")).ContentId = "logo@shop.test";
        body.Attachments.Add("发票.pdf", new byte[4000], new ContentType("application", "pdf"));
        mail.Body = body.ToMessageBody();
        mail.Prepare(EncodingConstraint.SevenBit);
        using var written = new MemoryStream();
        mail.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, written, TestContext.Current.CancellationToken);
        Assert.Equal(["A01"], LintCase.Check(written.ToArray(), Envelope, LintCase.ReceivedAt).Select(finding => finding.Id));
    }

    [Fact]
    public void What_PHP_scripts_write_has_what_is_wrong_with_it_and_no_more()
    {
        const string Mail = """
            To: wei@customer.test
            Subject: =?UTF-8?B?R3LDvMOfZQ==?=
            From: Shop <ada@shop.test>
            Date: Mon, 02 Mar 2026 10:00:00 +0000
            X-PHP-Originating-Script: 1000:mail.php
            MIME-Version: 1.0
            Content-type: text/html;charset=UTF-8

            <html><body>Grüße</body></html>

            """;
        var found = LintCase.Check(Encoding.UTF8.GetBytes(Mail.ReplaceLineEndings("\r\n")), Envelope, LintCase.ReceivedAt);
        Assert.Equal(["A01", "H03", "M03", "M08"], found.Select(finding => finding.Id).Order());
    }

    /// <summary>The moment the mail says it was written at: it was received then.</summary>
    private static DateTimeOffset Received(byte[] mail) => MimeMessage.Load(new MemoryStream(mail), TestContext.Current.CancellationToken).Date;
}
