namespace MailSink.Smtp;

/// <summary>What one parameter of MAIL means for another; looked at once all are read.</summary>
internal static class ParameterInterplay
{
    public static Reply Check(SmtpSession session, MailRequests requests)
    {
        if (requests.Tracking is not null && !MessageTrackingExtension.HasItsId(requests)) return Replies.TrackingNeedsId;
        return CheckTimes(session, requests);
    }

    /// <summary>
    /// RFC 4865 section 5.2.2: "MUST reject the MAIL command if it determines that the future message release time is farther in the
    /// future than the deliver-by time."
    /// </summary>
    private static Reply CheckTimes(SmtpSession session, MailRequests requests)
    {
        if (requests is not { Hold: { } hold, DeliverBy: { } deadline }) return Reply.None;
        var now = session.Clock.UtcNow;
        return hold.ReleasedAt(now) > now.AddSeconds(deadline.Seconds) ? Replies.HoldBeyondDeadline : Reply.None;
    }
}
