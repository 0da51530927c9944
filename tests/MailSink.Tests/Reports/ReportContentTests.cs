using System.Text;
using MailSink.Smtp;
using MimeKit;
using Xunit;
using static MailSink.Tests.Reports.ReportStore;

namespace MailSink.Tests.Reports;

/// <summary>What stands in a delivery report (RFC 3461 section 6, 3464, 6522, 6533), read by MimeKit.</summary>
public sealed class ReportContentTests
{
    [Fact]
    public async Task A_delivered_report_says_what_RFC_3464_wants()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var id = await store.SendAsync(Envelope("ENVID=QQ+2B314", "b@example.net NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Bob+2Bx@example.net", "c@example.net"));
        var report = Assert.Single(await store.ReportsAsync(id, 1));

        Assert.Equal("delivery-status", report.Report.ReportType);
        Assert.Equal(3, report.Report.Count);
        Assert.Equal("text/plain", report.Report[0].ContentType.MimeType);
        Assert.Equal("postmaster@mx.example.test", report.Mail.From.Mailboxes.Single().Address);
        Assert.Equal("a@example.com", report.Mail.To.Mailboxes.Single().Address);
        Assert.Equal("auto-replied", report.Mail.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("Delivery Status Notification (Success)", report.Mail.Subject);
        Assert.Equal("m1@example.com", Assert.Single(report.Mail.References));
        Assert.NotEqual(default, report.Mail.Date);

        Assert.Equal(2, report.Status.Count);
        var message = report.Status[0];
        Assert.Equal("QQ+314", message["Original-Envelope-Id"]);
        Assert.Equal("dns; mx.example.test", message["Reporting-MTA"]);
        Assert.Equal("dns; [127.0.0.1]", message["Received-From-MTA"]);
        Assert.EndsWith("+0000", message["Arrival-Date"], StringComparison.Ordinal);
        var recipient = report.Status[1];
        Assert.Equal("rfc822; Bob+x@example.net", recipient["Original-Recipient"]);
        Assert.Equal("rfc822; b@example.net", recipient["Final-Recipient"]);
        Assert.Equal("delivered", recipient["Action"]);
        Assert.Equal("2.0.0", recipient["Status"]);
        Assert.Equal(id.ToString(), recipient["Final-Log-ID"]);
        Assert.Null(recipient["Diagnostic-Code"]);
        Assert.Null(recipient["Will-Retry-Until"]);
    }

    [Fact]
    public async Task It_comes_from_nobody_and_goes_to_the_sender_into_the_same_inbox_linked()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var id = await store.SendAsync(Envelope("", "b@example.net NOTIFY=SUCCESS"), user: "ci");
        var report = Assert.Single(await store.ReportsAsync(id, 1));
        Assert.Equal("", report.Envelope.From);
        Assert.Equal("a@example.com", Assert.Single(report.Envelope.Recipients).Address);
        Assert.Equal(id.ToString(), report.Envelope.ReportOf);
        Assert.Equal(ContentVia.Report, report.Envelope.Via);
        Assert.Equal(2, report.InboxId);
    }

    [Fact]
    public async Task A_failed_one_has_the_diagnostic_and_no_ORCPT_that_was_not_given()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var report = await store.OneReportAsync(Envelope("", "bounce+550+5.1.1@example.net"));
        var recipient = report.Status[1];
        Assert.Equal("Delivery Status Notification (Failure)", report.Mail.Subject);
        Assert.Equal("failed", recipient["Action"]);
        Assert.Equal("5.1.1", recipient["Status"]);
        Assert.Equal("smtp; 550 5.1.1 as asked", recipient["Diagnostic-Code"]);
        Assert.Null(recipient["Original-Recipient"]);
        Assert.Null(report.Status[0]["Original-Envelope-Id"]);
    }

    [Fact]
    public async Task A_delayed_one_says_how_long_it_is_tried()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var report = await store.OneReportAsync(Envelope("", "bounce+450+4.2.1@example.net"));
        Assert.Equal("delayed", report.Status[1]["Action"]);
        Assert.Equal("4.2.1", report.Status[1]["Status"]);
        Assert.NotNull(report.Status[1]["Will-Retry-Until"]);
        Assert.Equal("Delivery Status Notification (Delay)", report.Mail.Subject);
    }

    [Theory]
    [InlineData("RET=FULL", "bounce+550+5.1.1@example.net", "message/rfc822")]
    [InlineData("RET=full", "bounce+550+5.1.1@example.net", "message/rfc822")]
    [InlineData("RET=HDRS", "bounce+550+5.1.1@example.net", "text/rfc822-headers")]
    [InlineData("", "bounce+550+5.1.1@example.net", "text/rfc822-headers")]
    [InlineData("RET=FULL", "bounce+450+4.2.1@example.net", "text/rfc822-headers")]
    [InlineData("RET=FULL", "b@example.net NOTIFY=SUCCESS", "text/rfc822-headers")]
    [InlineData("RET=FULL REQUIRETLS", "bounce+550+5.1.1@example.net", "text/rfc822-headers")]
    public async Task RET_decides_what_a_failure_returns(string mail, string recipient, string type)
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var report = await store.OneReportAsync(Envelope(mail, recipient));
        Assert.Equal(type, report.Report[2].ContentType.MimeType);
        var returned = type == "message/rfc822" ? Original : Original[..(Original.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2)];
        Assert.Contains($"\r\n\r\n{returned}\r\n--", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_in_UTF8_need_the_global_types()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var envelope = new Envelope { ReversePath = "发件人@例子.测试", SmtpUtf8 = true };
        envelope.Parameters = [new EsmtpParameter("RET", "FULL")];
        envelope.Recipients.Add(new Recipient("bounce+550+5.1.1@例子.测试", [new EsmtpParameter("ORCPT", @"utf-8;\x{6536}@example.net")])
        {
            Outcome = new RecipientOutcome(550, "5.1.1", "没有"),
        });
        var report = await store.OneReportAsync(envelope, "Subject: 你好\r\n\r\nbody\r\n");
        Assert.Equal("message/global-delivery-status", report.Report[1].ContentType.MimeType);
        Assert.Equal("message/global", report.Report[2].ContentType.MimeType);
        Assert.Contains("\r\nFinal-Recipient: utf-8; bounce+550+5.1.1@例子.测试\r\n", report.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nOriginal-Recipient: utf-8; 收@example.net\r\n", report.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nTo: <发件人@例子.测试>\r\n", report.Text, StringComparison.Ordinal);
        Assert.True(report.Envelope.SmtpUtf8);
    }

    [Fact]
    public async Task A_header_in_UTF8_alone_makes_only_the_returned_part_global()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var report = await store.OneReportAsync(Envelope("", "bounce+550+5.1.1@example.net"), "Subject: 你好\r\n\r\nbody\r\n");
        Assert.Equal("message/delivery-status", report.Report[1].ContentType.MimeType);
        Assert.Equal("message/global-headers", report.Report[2].ContentType.MimeType);
        Assert.Contains("Subject: 你好\r\n", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deadlines_and_held_messages_are_named()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var report = await store.OneReportAsync(Envelope("BY=600;R HOLDFOR=60", "b@example.net NOTIFY=SUCCESS"));
        Assert.Equal("for;60", report.Status[0]["Future-Release-Request"]);
        Assert.True(MimeKit.Utils.DateUtils.TryParse(report.Status[0]["Arrival-Date"], out var arrival));
        Assert.True(MimeKit.Utils.DateUtils.TryParse(report.Status[0]["Deliver-by-date"], out var deadline));
        Assert.Equal(TimeSpan.FromSeconds(600), deadline - arrival);
    }

    [Fact]
    public async Task A_value_that_holds_a_line_end_makes_no_field()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var report = await store.OneReportAsync(Envelope("ENVID=x+0D+0AAction:+20failed", "b@example.net NOTIFY=SUCCESS"));
        Assert.Equal("x??Action: failed", report.Status[0]["Original-Envelope-Id"]);
        Assert.Null(report.Status[0]["Action"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\nbody without a header")]
    [InlineData("no header at all")]
    [InlineData("Subject: no end")]
    public async Task Any_message_can_be_reported_on(string content)
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var report = await store.OneReportAsync(Envelope("RET=FULL", "bounce+550+5.1.1@example.net"), content);
        Assert.Equal(3, report.Report.Count);
        Assert.Equal(2, report.Status.Count);
    }

    [Fact]
    public async Task No_line_is_too_long_and_what_is_ASCII_stays_so()
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var report = await store.OneReportAsync(Envelope("RET=HDRS", "bounce+550+5.1.1@example.net"), $"X-Long: {new string('x', 3000)}\r\n\r\nbody\r\n");
        Assert.True(Ascii.IsValid(report.Octets));
        Assert.All(Encoding.ASCII.GetString(report.Octets).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
    }
}
