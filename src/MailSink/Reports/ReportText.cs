using System.Globalization;
using System.Text;

namespace MailSink.Reports;

/// <summary>The part of a report that people read.</summary>
internal static class ReportText
{
    /// <param name="source">The message.</param>
    /// <param name="plan">What is said of it.</param>
    /// <param name="host">The server's own name.</param>
    /// <param name="returned">What the third part holds, as a phrase.</param>
    public static string Make(ReportSource source, ReportPlan plan, string host, string returned)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"This is the mail system of {host}.\r\n\r\n").Append(Opening(plan.Action)).Append("\r\n\r\n");
        foreach (var recipient in plan.Recipients)
        {
            text.Append(CultureInfo.InvariantCulture, $"  <{recipient.Recipient.Address}>\r\n");
            text.Append(CultureInfo.InvariantCulture, $"    {recipient.Status}{(recipient.Diagnostic is { } said ? $", {said}" : "")}\r\n");
        }

        if (plan.Action == ReportAction.Delayed)
            text.Append(CultureInfo.InvariantCulture, $"\r\nIt is tried until {StatusFields.RetryUntil(source):yyyy-MM-dd HH:mm} UTC. Do not send it again.\r\n");
        text.Append(CultureInfo.InvariantCulture, $"\r\nThe message arrived at {source.ReceivedAt:yyyy-MM-dd HH:mm:ss} UTC. Attached are\r\nthe status for programs, and {returned}.\r\n");
        return text.ToString();
    }

    private static string Opening(ReportAction action) => action switch
    {
        ReportAction.Delayed => "Your message has not been delivered yet to:",
        ReportAction.Failed => "Your message could not be delivered, and is given up, to:",
        _ => "Your message was delivered to:",
    };
}
