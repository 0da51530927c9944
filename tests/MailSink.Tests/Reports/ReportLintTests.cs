using MailSink.Checks;
using MailSink.Messages.Mime;
using Xunit;
using static MailSink.Tests.Reports.ReportStore;

namespace MailSink.Tests.Reports;

/// <summary>A report is not blamed for the message it returns.</summary>
public sealed class ReportLintTests
{
    private const string Wrong =
        "From: a@example.com\r\nTo: b@example.net\r\nSubject: original\r\nMessage-ID: <m1@example.com>\r\nDate: Mon, 02 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n";

    private static readonly string LongField = $"X-Long: {new string('x', 60)} {new string('y', 60)}\r\n";

    private static readonly string[] Bodies =
    [
        "Content-Type: text/plain\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\u00e9\r\n",
        "Content-Type: text/plain; charset=no-such\r\n\r\nbody\r\n",
        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=no-such\r\n\r\nbody\r\n--x--\r\n",
        "Content-Type: text/html; charset=us-ascii\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n",
        $"{LongField}Content-Type: text/plain\r\n\r\n{new string('z', 500)}\r\n",
    ];

    public static TheoryData<int, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string, string>();
            for (var i = 0; i < Bodies.Length; i++)
                foreach (var (mail, recipient) in ((string, string)[])[("RET=FULL", "bounce+550+5.1.1@example.net"), ("RET=HDRS", "b@example.net NOTIFY=SUCCESS")])
                    cases.Add(i, mail, recipient);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Findings_about_the_returned_part_do_not_count(int body, string mail, string recipient)
    {
        await using var store = await OpenAsync();
        await store.StartAsync();
        var report = await store.OneReportAsync(Envelope(mail, recipient), Wrong + Bodies[body]);

        using var content = new MemoryStream(report.Octets, 0, report.Octets.Length, writable: false, publiclyVisible: true);
        var parsed = MailParser.Parse(content, hash: false, inspect: true, cancellationToken: TestContext.Current.CancellationToken);
        var findings = new MessageLint([]).Check(parsed, content, report.Envelope, TimeProvider.System.GetUtcNow(), seq: 2);

        Assert.Empty(findings.Where(finding => finding.Part is not null).Select(finding => $"{finding.Id} at {finding.Part}: {finding.Detail}"));
    }
}
