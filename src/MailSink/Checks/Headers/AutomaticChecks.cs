using MailSink.Checks.Signatures;
using MailSink.Messages.Mime;
using MailSink.Smtp;

namespace MailSink.Checks.Headers;

/// <summary>Mail sent by machines: whether it says so, and how one gets rid of it.</summary>
internal static class AutomaticChecks
{
    private static readonly string[] MachineNames = ["noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "mailer-daemon", "bounce", "notification", "notifications"];

    public static void Unmarked(CheckedMail mail, MailFindings findings)
    {
        if (mail.Header.First("Auto-Submitted") is not null || mail.Header.First("Precedence") is not null || mail.IsBulk || mail.IsReport) return;
        var machine = mail.From.FirstOrDefault(author => MachineNames.Contains(author.Address.Split('@')[0], StringComparer.OrdinalIgnoreCase));
        if (machine is not null) findings.Report(HeaderLint.AutomaticUnmarked, $"{machine.Address} reads no answers, and no Auto-Submitted says so", mail.Header.First("From")!.Offset);
    }

    public static void NullSender(CheckedMail mail, MailFindings findings)
    {
        if (mail.Envelope.Client is null || mail.Header.Fields.Count == 0) return;
        var isNull = mail.Envelope.From.Length == 0;
        if (isNull && !mail.IsAutoSubmitted && !mail.IsReport)
            findings.Report(HeaderLint.AutomaticReply, "MAIL FROM:<> for mail that is neither a report nor Auto-Submitted");
        // RFC 3834 section 5: auto-replied is an answer, and answers loop; auto-generated mail may have a sender.
        if (!isNull && mail.AutoSubmitted == "auto-replied")
            findings.Report(HeaderLint.AutomaticReply, $"Auto-Submitted: auto-replied with MAIL FROM:<{mail.Envelope.From}>", mail.Header.First("Auto-Submitted")!.Offset);
    }

    public static void Unsubscribing(CheckedMail mail, MailFindings findings)
    {
        if (mail.Header.First("List-Unsubscribe") is not { } field)
        {
            if (mail.IsBulk) findings.Report(HeaderLint.Unsubscribe, "bulk mail without List-Unsubscribe");
            return;
        }

        var targets = UnsubscribeField.Read(mail.Mail);
        if (targets is null) findings.Report(HeaderLint.Unsubscribe, $"no <address> in it: {field.Text}", field.Offset);
        else if (!targets.Urls.Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            findings.Report(HeaderLint.Unsubscribe, "no https address, which one click needs", field.Offset);
        else if (!targets.OneClick) findings.Report(HeaderLint.Unsubscribe, "no List-Unsubscribe-Post: List-Unsubscribe=One-Click", field.Offset);
        else if (Unsigned(mail) is { } name) findings.Report(HeaderLint.Unsubscribe, $"the DKIM signature leaves {name} out", field.Offset);
    }

    /// <summary>RFC 8058 section 4: the signature "MUST cover at least the List-Unsubscribe and List-Unsubscribe-Post headers".</summary>
    private static string? Unsigned(CheckedMail mail)
    {
        var signatures = mail.Header.All("DKIM-Signature").Select(field => DkimTags.Read(field.Text)).OfType<DkimTags>().ToList();
        if (signatures.Count == 0) return null;
        string[] needed = ["List-Unsubscribe", "List-Unsubscribe-Post"];
        return signatures.Exists(signature => needed.All(signature.Signs)) ? null : needed.FirstOrDefault(name => !signatures.Exists(s => s.Signs(name))) ?? needed[1];
    }
}
