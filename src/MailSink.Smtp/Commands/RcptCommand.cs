using System.Text;

namespace MailSink.Smtp;

internal sealed class RcptCommand : Command
{
    public override CommandRow Row { get; } = new(
        "RCPT", "RCPT TO:<forward-path> [SP parameters]", [Phase.Mail, Phase.Recipient],
        new("Names one recipient; repeated for each.", "给出一个收件人；每个收件人重复一次。"),
        new("Every recipient gets a reply of its own: a refused one does not end the transaction. "
            + "The header's To and Cc are not looked at; only RCPT decides who receives.",
            "每个收件人各得一个应答：某个收件人被拒绝并不结束事务。邮件头里的 To 和 Cc 不起作用，只有 RCPT 决定谁收到邮件。"),
        [250, 452, 501, 503, 553, 555], "RFC 5321 §4.1.1.3");

    public override bool AsksForFaults => true;

    public override TransactionRole Role => TransactionRole.Addresses;

    public override Argument Argument => Argument.Required;

    public override bool TakesEightBit => true;

    public override ReplyRow ArgumentMissing => Replies.RcptSyntax;

    // NOTIFY 28, ORCPT 507, RRVS 33.
    public override int SafeLineLength => 512 + 28 + 507 + 33;

    public override int LineLimit(SmtpOptions options) => options.MaxPathLine;

    public override ValueTask<Reply> RunAsync(SmtpSession session, ReadOnlyMemory<byte> argument)
    {
        var open = session.Transaction!;
        var reply = Add(session, open, argument.Span);
        if (reply.IsRefusal) Refuse(session, open, argument.Span, reply.Row!);
        return new(reply);
    }

    private static void Refuse(SmtpSession session, Transaction open, ReadOnlySpan<byte> argument, ReplyRow refusal)
    {
        open.RefusedRecipients++;
        if (refusal.IsListed) session.Host.Refused(FaultStages.Rcpt, open.Envelope, Encoding.UTF8.GetString(argument), refusal);
    }

    private static Reply Add(SmtpSession session, Transaction open, ReadOnlySpan<byte> argument)
    {
        if (PathArgument.Parse(session, argument, "TO:"u8, PathArgument.Recipient, out var path) is { Row: not null } bad) return bad;
        if (path.IsNull) return Replies.BadRecipient;
        var recipients = open.Envelope.Recipients;
        if (recipients.Count >= session.Options.MaxRecipients) return Replies.TooManyRecipients;
        var parameters = path.Length < argument.Length ? new List<EsmtpParameter>() : null;
        var recipient = new Recipient(path.Address, parameters ?? (IReadOnlyList<EsmtpParameter>)[]);
        if (parameters is not null
            && PathArgument.Apply(session, argument[path.Length..], parameters, ExtensionTable.RcptParameters, recipient) is { Row: not null } refusal)
        {
            return refusal;
        }

        if ((path.Flaws & PathFlaws.NonAscii) != 0)
        {
            open.NeedsSmtpUtf8 = true;
            var isCovered = open.Envelope.SmtpUtf8 || ExtensionTable.Utf8Smtp.IsOffered(session);
            if (!isCovered && session.Options.Strict) return Replies.NonAsciiRecipient;
            if (!isCovered) session.Findings.Report(ContentLint.Utf8WithoutSmtpUtf8, "the forward-path is not ASCII");
        }

        if (Limit(session, open, path.Address) is { Row: not null } declined) return declined;
        if (recipients.Count == 100) session.Findings.Report(SessionLint.ManyRecipients, "more than 100 recipients");
        if (session.Faults.Asks(FaultStages.Rcpt) && Judge(session, open.Envelope, path.Address) is { Row: not null } injected) return injected;
        if (session.Options.BounceAddresses && BounceAddress.Read(path.Address) is { } outcome) Bounce(session, recipient, outcome);
        recipients.Add(recipient);
        session.Status.Phase = Phase.Recipient;
        return Replies.RcptOk;
    }

    private static Reply Limit(SmtpSession session, Transaction open, string address)
    {
        if (session.Options.RefusedSolicitations.Count > 0 && open.Envelope.Requests is { Solicitations.Count: > 0 } requests
            && NoSolicitingExtension.Clash(session, requests) is { Length: > 0 } clash)
        {
            return Replies.SolicitationRefused.With($"<{address}> SOLICIT={clash}");
        }

        if (session.Options.MaxRecipientDomains == 0 || !ExtensionTable.Limits.IsOffered(session)) return Reply.None;
        var domains = session.RecipientDomains ??= new HashSet<string>(StringComparer.Ordinal);
        var domain = DomainForm.OfAddress(address);
        if (domains.Contains(domain)) return Reply.None;
        if (domains.Count >= session.Options.MaxRecipientDomains) return Replies.TooManyDomains;
        domains.Add(domain);
        return Reply.None;
    }

    private static void Bounce(SmtpSession session, Recipient recipient, RecipientOutcome outcome)
    {
        recipient.Outcome = outcome;
        var ruleId = $"magic:{recipient.Address[..recipient.Address.LastIndexOf('@')].ToLowerInvariant()}";
        session.Transaction!.Envelope.AddRule(ruleId);
        session.Conversation.Transcript.AddEvent(
            "magic", Encoding.ASCII.GetBytes($"magic recipient: a delivery report will say {outcome.Code} {outcome.Enhanced}"), ruleId: ruleId);
    }

    private static Reply Judge(SmtpSession session, Envelope envelope, string recipient) => session.Faults.Judge(new FaultQuestion
    {
        Stage = FaultStages.Rcpt,
        Session = session.Status,
        Envelope = envelope,
        Verb = "RCPT",
        Recipient = recipient,
    });
}
