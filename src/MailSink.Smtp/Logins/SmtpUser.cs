using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace MailSink.Smtp;

/// <summary>Somebody who may log in. Holds the secret, and gives it to nobody outside the engine.</summary>
public sealed class SmtpUser
{
    internal const int SaltOctets = 16;

    private readonly byte[]? password;
    private readonly ConcurrentDictionary<ScramHash, ScramKeys> keys = [];

    private SmtpUser(string name, byte[]? password, IReadOnlyList<string> domains)
    {
        Name = name;
        Domains = domains;
        this.password = password;
    }

    /// <summary>The name, prepared as RFC 4013 wants it.</summary>
    public string Name { get; }

    /// <summary>Domains whose mail ATRN and TURN may hand to this user.</summary>
    public IReadOnlyList<string> Domains { get; }

    /// <summary>The password in UTF-8, or null where only its SCRAM keys are known.</summary>
    internal byte[]? Password => password;

    /// <summary>Makes a user.</summary>
    /// <param name="name">The login name, not empty.</param>
    /// <param name="secret">The password, or its SCRAM keys as <c>{SCRAM-SHA-256}4096,salt,storedKey,serverKey</c>; not empty.</param>
    /// <param name="domains">Domains of the user, may be empty.</param>
    /// <returns>Null when name or secret is empty or holds what RFC 4013 prohibits.</returns>
    public static SmtpUser? Create(string name, string secret, IReadOnlyList<string> domains)
    {
        if (!SaslPrep.TryPrepare(name, out var preparedName) || preparedName.Length == 0 || secret.Length == 0) return null;
        if (ScramKeys.TryParse(secret, out var known))
        {
            var hashed = new SmtpUser(preparedName, null, domains);
            hashed.keys[known!.Hash] = known;
            return hashed;
        }

        return SaslPrep.TryPrepare(secret, out var prepared) ? new SmtpUser(preparedName, Encoding.UTF8.GetBytes(prepared), domains) : null;
    }

    /// <summary>Whether this is the user's password. Takes the same time for every wrong one.</summary>
    internal bool Matches(string secret)
    {
        if (!SaslPrep.TryPrepare(secret, out var prepared)) return false;
        var octets = Encoding.UTF8.GetBytes(prepared);
        if (password is null) return keys.Values.First().Matches(octets);
        // Digests are compared, since a comparison of the octets would tell their length.
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(octets), SHA256.HashData(password));
    }

    /// <summary>There are SCRAM keys with that hash, or they can be made.</summary>
    internal bool Knows(ScramHash hash) => password is not null || keys.ContainsKey(hash);

    /// <summary>The user's SCRAM keys with that hash, or null when they are known with another only. Made once.</summary>
    internal ScramKeys? KeysOf(ScramHash hash)
    {
        if (keys.TryGetValue(hash, out var known)) return known;
        if (password is null) return null;
        return keys.GetOrAdd(hash, static (one, octets) =>
            ScramKeys.Derive(one, octets, RandomNumberGenerator.GetBytes(SaltOctets), ScramKeys.DefaultIterations), password);
    }
}
