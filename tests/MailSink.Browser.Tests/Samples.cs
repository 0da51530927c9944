using MimeKit;

namespace MailSink.Browser.Tests;

/// <summary>Mail that shows the pages at their fullest.</summary>
internal static class Samples
{
    private static readonly (string Name, string Address, string Subject, string Text)[] s_plain =
    [
        ("Support", "help@shop.example", "Re: broken carafe", "Hello Jo, so sorry to hear that. A new one is on its way."),
        ("Weekly Brew", "news@brew.example", "Grinder burrs, explained", "Flat or conical? We ground four kilos to find out."),
        ("Auth Service", "no-reply@id.example", "Reset your password", "Someone asked to reset the password for noor@customer.test."),
        ("swaks", "me@localhost.test", "test Sat, 30 Aug 2025 13:59:47", "This is a test mailing"),
        ("账单通知", "billing@pay.example", "您的 8 月账单已出（¥ 1,280.00）", "本期账单已生成，请于 9 月 5 日前完成支付，附件为 PDF 发票。"),
        ("Auth Service", "no-reply@id.example", "482 913 is your sign-in code", "It expires in 10 minutes. If this was not you, ignore it."),
        ("Weekly Brew", "news@brew.example", "Five things about water temperature", "This week: why 93 °C is not magic, and a kettle we like"),
    ];

    public static async Task SendAsync(SinkApplication sink)
    {
        foreach (var (name, address, subject, text) in s_plain)
        {
            var mail = Sink.Mail(subject, new TextPart("plain") { Text = text });
            mail.From.Clear();
            mail.From.Add(new MailboxAddress(name, address));
            await sink.SendAsync(mail, address.StartsWith("billing", StringComparison.Ordinal) ? "billing" : null);
        }

        await SendByHandAsync(sink);
        await sink.SendAsync(Order());
    }

    private static async Task SendByHandAsync(SinkApplication sink)
    {
        using var client = await sink.ConnectRawAsync();
        foreach (var line in new[] { "helo 10.0.4.88", "mail from: <cron@erp.example>", "data", "rcpt to:<ops@erp.example>", "data" })
            await client.SayAsync(line);
        await client.WriteAsync("Subject: nightly import\r\n\r\nimported 1204 rows, 3 skipped");
        await client.SayAsync(".");
        await client.SayAsync("quit");
    }

    private static MimeMessage Order()
    {
        const string Html = """
            <body style="margin:0;background:#f4efe8;font:15px/1.55 Georgia,serif;color:#2c211a"><div style="max-width:560px;margin:0 auto;background:#fffdf9;padding:0 36px 30px">
            <div style="background:#3a2618;color:#f4e6d2;margin:0 -36px;padding:26px 36px;font:600 13px Helvetica,Arial,sans-serif">Northwind Coffee</div>
            <h1 style="font:400 30px Georgia,serif;margin:30px 0 8px">Thank you, Wei.</h1>
            <p>We are roasting your beans today. You will get another note when the parcel leaves us, most likely on Monday.</p>
            <img src="https://cdn.shop.example/hero.jpg" width="480" height="128" alt="Beans in a roaster">
            <table style="width:100%;font:14px Helvetica,Arial,sans-serif"><tr><td>Yirgacheffe, washed<td align="right">€ 12.50<tr><td>Huila decaf<td align="right">€ 11.00<tr><td>Paper filters<td align="right">€ 4.90<tr><td><b>Total, with shipping</b><td align="right"><b>€ 32.30</b></table>
            <p><a href="https://shop.example/track/48113" style="background:#b3541e;color:#fff;padding:14px 22px;border-radius:4px;text-decoration:none;font:600 14px Helvetica,Arial,sans-serif">Track order #48113</a></p></div></body>
            """;
        var body = new BodyBuilder { HtmlBody = Html, TextBody = "Thank you, Wei.\n\nWe are roasting your beans today.\n\n  Total, with shipping   € 32.30\n" };
        body.Attachments.Add("receipt-48113.pdf", new byte[23_000], new ContentType("application", "pdf"));
        var mail = Sink.Mail("Your order #48113 is confirmed", body.ToMessageBody());
        mail.Bcc.Add(new MailboxAddress("", "archive@shop.example"));
        return mail;
    }
}
