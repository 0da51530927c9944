namespace MailSink.Smtp;

/// <summary>RFC 3461: who wants a delivery status notification, and when.</summary>
internal sealed class DsnExtension : Extension
{
    private const int LongestEnvelopeId = 100;
    private const int LongestOriginal = 500;

    public override ExtensionRow Row { get; } = new(
        "DSN", "DSN", ["RET", "ENVID"], ["NOTIFY", "ORCPT"], [],
        new("The client may say when it wants delivery reports.", "客户端可以说明何时需要投递报告。"),
        new("NOTIFY in RCPT: NEVER, or any of SUCCESS, FAILURE, DELAY; without it failures are reported. ORCPT keeps the address the sender "
            + "wrote. RET=FULL or HDRS in MAIL says how much of the message a report of failure brings back; ENVID is the sender's own "
            + "name for the envelope, and comes back in every report.",
            "RCPT 的 NOTIFY：NEVER，或 SUCCESS、FAILURE、DELAY 的任意组合；没有它时只报告失败。ORCPT 保留发件人书写的地址。MAIL 的 RET=FULL 或 HDRS 说明失败报告带回多少原文；"
            + "ENVID 是发件人给信封起的标识，会出现在每份报告里。"),
        "RFC 3461");

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("RET", TakeReturn), new("ENVID", TakeEnvelopeId)];

    public override IReadOnlyList<ParameterRule<Recipient>> RcptParameters { get; } = [new("NOTIFY", TakeNotify), new("ORCPT", TakeOriginal)];

    private static Reply TakeReturn(SmtpSession session, Envelope envelope, string? value)
    {
        var asked = value?.ToUpperInvariant();
        if (asked is not ("FULL" or "HDRS")) return Refuse(session, $"RET={value}");
        envelope.Ask().ReturnsFull = asked == "FULL";
        return Reply.None;
    }

    private static Reply TakeEnvelopeId(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is null || value.Length > LongestEnvelopeId) return Refuse(session, $"ENVID of {value?.Length ?? 0} characters");
        // "MUST consist entirely of printable (graphic and white space) characters from the US-ASCII repertoire" (section 4.4).
        if (Xtext.Decode(value) is not { } id || id.AsSpan().ContainsAnyExceptInRange(' ', '~')) return Refuse(session, "ENVID is no xtext of printable ASCII");
        if (!Xtext.IsStrict(value)) session.Findings.Report(ContentLint.DsnParameters, "ENVID with lower-case hexadecimal digits");
        envelope.Ask().EnvelopeId = id;
        return Reply.None;
    }

    private static Reply TakeNotify(SmtpSession session, Recipient recipient, string? value)
    {
        if (value is null || NotifyList.Parse(value) is not (not NotifyOn.Unsaid and var notify)) return Refuse(session, $"NOTIFY={value}");
        recipient.Ask().Notify = notify;
        return Reply.None;
    }

    private static Reply TakeOriginal(SmtpSession session, Recipient recipient, string? value)
    {
        if (value is null || value.Length > LongestOriginal) return Refuse(session, $"ORCPT of {value?.Length ?? 0} characters");
        if (OriginalRecipient.Parse(value) is not { } original) return Refuse(session, "ORCPT is no addr-type;xtext");
        if (original.IsOdd)
        {
            if (session.Options.Strict) return Refuse(session, $"ORCPT={value}");
            session.Findings.Report(ContentLint.DsnParameters, $"the encoding of ORCPT={value}");
        }

        // RFC 3461 section 4.2: "When initially submitting a message ... it MUST contain the same address"; a relay's may differ.
        if (!MailboxName.IsSame(original.Address, recipient.Address))
            session.Findings.Report(ContentLint.DsnParameters, $"ORCPT {original.Address} is not RCPT {recipient.Address}", severity: Severity.Info);
        recipient.Ask().Original = original;
        return Reply.None;
    }

    private static Reply Refuse(SmtpSession session, string detail)
    {
        session.Findings.Report(ContentLint.DsnParameters, detail);
        return Replies.ParameterBad;
    }
}
