using System.Globalization;

namespace MailSink.Smtp;

/// <summary>RFC 2852. The deadline is noted; a sink delivers at once, and so always in time.</summary>
internal sealed class DeliverByExtension : Extension
{
    public override ExtensionRow Row { get; } = new(
        "DELIVERBY", "DELIVERBY [seconds]", ["BY"], [], [],
        new("The client may set a deadline for the delivery.", "客户端可以设定投递期限。"),
        new("BY=seconds;R asks to give up after that time and report the failure, BY=seconds;N to go on and report the delay; a T behind it "
            + "asks every relay for a report. The number in the EHLO reply is the shortest time taken with R.",
            "BY=秒数;R 要求到期放弃并报告失败，BY=秒数;N 要求继续并报告延迟；后面加 T 表示沿途每台中继都要报告。EHLO 应答中的数字是 R 方式可接受的最短时间。"),
        "RFC 2852");

    public override IReadOnlyList<ParameterRule<Envelope>> MailParameters { get; } = [new("BY", Take)];

    public override string EhloLine(SmtpSession session) => session.Options.MinDeliverBy == 0
        ? Row.Keyword
        : string.Create(CultureInfo.InvariantCulture, $"DELIVERBY {session.Options.MinDeliverBy}");

    private static Reply Take(SmtpSession session, Envelope envelope, string? value)
    {
        if (value is null || DeliverBy.Parse(value) is not { } asked) return Replies.ParameterBad;
        // RFC 2852 section 3: "strictly less than this limit, min-by-time, will be rejected with a permanent failure (55z)".
        if (asked.Returns && asked.Seconds < session.Options.MinDeliverBy) return Replies.DeadlineTooSoon;
        envelope.Ask().DeliverBy = asked;
        return Reply.None;
    }
}
