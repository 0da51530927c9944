using System.Globalization;
using MailSink.Smtp;

namespace MailSink.Checks.Headers;

internal static class DateCheck
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    public static void Run(CheckedMail mail, MailFindings findings)
    {
        var count = mail.Header.Count("Date");
        if (mail.Header.First("Date") is not { } field)
        {
            if (mail.Header.Fields.Count > 0) findings.Report(HeaderLint.Date, "there is none");
            return;
        }

        if (count > 1) findings.Report(HeaderLint.Date, $"{count} Date fields", mail.Header.All("Date").ElementAt(1).Offset);
        if (DateTimeField.Read(field.Text) is not { } date)
        {
            findings.Report(HeaderLint.Date, $"no date and time by the grammar: {field.Text}", field.Offset);
            return;
        }

        var off = date.Time - mail.ReceivedAt;
        if (off.Duration() > Tolerance)
            findings.Report(HeaderLint.Date, string.Create(CultureInfo.InvariantCulture, $"{off.Duration().TotalDays:0.#} days {(off < TimeSpan.Zero ? "ago" : "ahead")} when it was received"), field.Offset, severity: Severity.Warning);
        if (date.WrongDay) findings.Report(HeaderLint.Date, $"the day's name is not that of the date: {field.Text}", field.Offset);
        if (date.Obsolete is { } obsolete) findings.Report(HeaderLint.Date, $"obsolete {obsolete}", field.Offset, severity: Severity.Info);
    }
}
