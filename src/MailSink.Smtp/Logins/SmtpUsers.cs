using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MailSink.Smtp;

/// <summary>Who may log in. Empty: anybody, with any password.</summary>
public sealed class SmtpUsers
{
    /// <summary>Nobody is configured, and so anybody may log in.</summary>
    public static SmtpUsers Anybody { get; } = new([]);

    private readonly Dictionary<string, SmtpUser> byName;
    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

    /// <param name="users">Names are unique and case-sensitive; the last of a name counts.</param>
    public SmtpUsers(IEnumerable<SmtpUser> users)
    {
        byName = new Dictionary<string, SmtpUser>(StringComparer.Ordinal);
        foreach (var user in users) byName[user.Name] = user;
    }

    /// <summary>The password of everybody is known, so that a mechanism may need it; also where nobody is configured.</summary>
    internal bool HavePasswords => byName.Values.All(user => user.Password is not null);

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

    /// <summary>There are users, and each has SCRAM keys with that hash.</summary>
    internal bool HaveKeys(ScramHash hash) => byName.Count > 0 && byName.Values.All(user => user.Knows(hash));

    /// <summary>
    /// Keys of somebody who does not exist, the same each time: a login that can only fail looks like one with a wrong password until
    /// its end.
    /// </summary>
    internal ScramKeys PretendKeysOf(string name, ScramHash hash)
    {
        var salt = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(name))[..SmtpUser.SaltOctets];
        return new ScramKeys(hash, ScramKeys.DefaultIterations, salt, new byte[hash.Octets], new byte[hash.Octets]);
    }
}
