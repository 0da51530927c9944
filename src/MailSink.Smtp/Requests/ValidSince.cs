namespace MailSink.Smtp;

/// <summary>Since when the recipient must have owned the mailbox: <c>RRVS=</c> (RFC 7293 section 3.1).</summary>
/// <param name="Since">The time.</param>
/// <param name="ContinuesWithout">C: a relay without the extension may have the message all the same; R, or nothing: it may not.</param>
public sealed record ValidSince(DateTimeOffset Since, bool ContinuesWithout)
{
    /// <summary>The names of RFC 2142 whose owners may change: "Ignore the parameter if the named mailbox is known to be a role account".</summary>
    private static readonly HashSet<string> RoleAccounts = new(StringComparer.OrdinalIgnoreCase)
    {
        "info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster", "hostmaster", "usenet", "news", "webmaster", "www", "uucp", "ftp",
    };

    /// <summary>Reads <c>date-time[;C/;R]</c>; "a time-secfrac MUST NOT be used".</summary>
    public static ValidSince? Parse(string value)
    {
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        var action = semicolon < 0 ? "R" : value[(semicolon + 1)..].ToUpperInvariant();
        var time = semicolon < 0 ? value : value[..semicolon];
        return action is "C" or "R" && Rfc3339.TryParse(time, out var since, out var hasFraction) && !hasFraction
            ? new ValidSince(since, action == "C")
            : null;
    }

    /// <summary>Whether an address names a role, for which the parameter is ignored.</summary>
    public static bool IsRoleAccount(string address)
    {
        var at = address.LastIndexOf('@');
        return RoleAccounts.Contains(at < 0 ? address : address[..at]);
    }
}
