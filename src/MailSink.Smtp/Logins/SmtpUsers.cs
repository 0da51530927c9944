using System.Diagnostics.CodeAnalysis;

namespace MailSink.Smtp;

/// <summary>Who may log in. Empty: anybody, with any password.</summary>
public sealed class SmtpUsers
{
    /// <summary>Nobody is configured, and so anybody may log in.</summary>
    public static SmtpUsers Anybody { get; } = new([]);

    private readonly Dictionary<string, SmtpUser> byName;

    /// <param name="users">Names are unique and case-sensitive; the last of a name counts.</param>
    public SmtpUsers(IEnumerable<SmtpUser> users)
    {
        byName = new Dictionary<string, SmtpUser>(StringComparer.Ordinal);
        foreach (var user in users) byName[user.Name] = user;
    }

    /// <summary>True when nobody is configured: every well-formed login succeeds.</summary>
    public bool IsAnybody => byName.Count == 0;

    /// <summary>Finds a user.</summary>
    /// <param name="name">As the client gave it.</param>
    /// <param name="user">The user, or null.</param>
    public bool TryFind(string? name, [NotNullWhen(true)] out SmtpUser? user)
    {
        user = null;
        return name is not null && SaslPrep.TryPrepare(name, out var prepared) && byName.TryGetValue(prepared, out user);
    }
}
