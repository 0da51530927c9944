using System.Globalization;

namespace MailSink.Smtp;

/// <summary>RFC 4865. The time is noted; nothing is sent on from here, so nothing has to be held.</summary>
internal sealed class FutureReleaseExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "FUTURERELEASE", "FUTURERELEASE seconds date-time", ["HOLDFOR", "HOLDUNTIL"], [], [],
        new("The client may ask to send the message later.", "客户端可以要求稍后再发送邮件。"),
        new("HOLDFOR gives seconds, HOLDUNTIL an RFC 3339 time in UTC; one of the two, and not beyond what the EHLO reply lists. Offered on "
            + "submission ports only. A message with the null sender must not ask for it.",
            "HOLDFOR 给出秒数，HOLDUNTIL 给出 RFC 3339 的 UTC 时间；只能使用其一，且不能超过 EHLO 应答所列的上限。只在提交端口提供。空发件人的邮件不可使用。"),
        "RFC 4865");

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } =
    [
        new("HOLDFOR", (session, envelope, value) => Take(session, envelope, value is null ? null : HoldRequest.ParseFor(value))),
        new("HOLDUNTIL", (session, envelope, value) => Take(session, envelope, value is null ? null : HoldRequest.ParseUntil(value))),
    ];

    public override string EhloLine(SmtpSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"FUTURERELEASE {(long)session.Options.MaxHold.TotalSeconds} {session.Clock.UtcNow + session.Options.MaxHold:yyyy-MM-dd'T'HH:mm:ss'Z'}");

    // RFC 4865 section 4.2: "MUST NOT advertise this support ... on any port other than the submission port".
    protected override bool FitsIn(SmtpSession session) => session.Options.IsSubmission;

    private static Reply Take(SmtpSession session, Envelope envelope, HoldRequest? asked)
    {
        if (asked is null || envelope.Requests?.Hold is not null) return Replies.ParameterBad;
        var now = session.Clock.UtcNow;
        var release = asked.ReleasedAt(now);
        if (release < now || release > now + session.Options.MaxHold) return Replies.HoldTooFar;
        // Section 5.1.1: "An SMTP client MUST NOT request Future Message Release when sending a DSN".
        if (envelope.ReversePath.Length == 0) session.Findings.Report(SessionLint.ParameterMisused, "the null sender asks to hold its message");
        envelope.Ask().Hold = asked;
        return Reply.None;
    }
}
