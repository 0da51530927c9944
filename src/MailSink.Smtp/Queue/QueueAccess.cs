using System.Net;

namespace MailSink.Smtp;

/// <summary>Whose mail a session may fetch.</summary>
internal static class QueueAccess
{
    /// <summary>What a logged-in session gets.</summary>
    /// <param name="asked">The domains asked for, canonical; empty for all it may have.</param>
    /// <returns>
    /// Null when it may not have all of them: RFC 2645 section 5.2.1 wants none sent then. Where anybody may log in, a login proves
    /// nothing, and only who sits at this machine is served.
    /// </returns>
    public static QueueSelection? Of(SmtpSession session, IReadOnlyList<string> asked)
    {
        var users = session.Options.Users;
        if (users.IsAnybody) return IsLocal(session) ? new QueueSelection(asked) : null;
        if (!users.TryFind(session.Status.AuthUser, out var user)) return null;
        var own = user.Domains.Select(DomainForm.Canonical).ToHashSet(StringComparer.Ordinal);
        if (own.Count == 0 || !asked.All(own.Contains)) return null;
        return new QueueSelection(asked.Count > 0 ? asked : [.. own]);
    }

    /// <summary>
    /// By its own address and by those that proxies gave for it: none alone may open the mail to another machine, and neither may a
    /// proxy that does not know where its client is.
    /// </summary>
    private static bool IsLocal(SmtpSession session) =>
        session is { IsOriginUnknown: false, Status: var status } && IsLocal(status.Remote) && IsLocal(status.Proxied) && IsLocal(status.Peer);

    private static bool IsLocal(IPEndPoint? address) => address is null || IPAddress.IsLoopback(address.Address);
}
