using System.Globalization;
using System.Security.Cryptography;

namespace MailSink.Smtp;

/// <summary>What a server has to know of a password to take part in SCRAM (RFC 5802 section 3).</summary>
/// <param name="Hash">The hash everything below was made with.</param>
/// <param name="Iterations">Rounds of Hi().</param>
/// <param name="Salt">The user's salt.</param>
/// <param name="StoredKey">H(ClientKey).</param>
/// <param name="ServerKey">HMAC(SaltedPassword, "Server Key").</param>
internal sealed record ScramKeys(ScramHash Hash, int Iterations, byte[] Salt, byte[] StoredKey, byte[] ServerKey)
{
    /// <summary>RFC 5802 section 5.1 and RFC 7677 section 4 ask for at least that many; a test has no use for more.</summary>
    public const int DefaultIterations = 4096;

    private const int MostIterations = 10_000_000;

    /// <summary>It stands in a reply line of at most 512 octets, beside two nonces.</summary>
    private const int LongestSalt = 48;

    /// <summary>Makes the keys of a password.</summary>
    /// <param name="password">Prepared by <see cref="SaslPrep"/>, UTF-8.</param>
    public static ScramKeys Derive(ScramHash hash, ReadOnlySpan<byte> password, byte[] salt, int iterations)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, hash.Algorithm, hash.Octets);
        var clientKey = hash.Hmac(salted, "Client Key"u8);
        return new ScramKeys(hash, iterations, salt, hash.Hash(clientKey), hash.Hmac(salted, "Server Key"u8));
    }

    /// <summary>Reads <c>{SCRAM-SHA-256}4096,salt,storedKey,serverKey</c>, all but the number in base64: as gsasl --mkpasswd and doveadm pw write it.</summary>
    public static bool TryParse(string text, out ScramKeys? keys)
    {
        keys = null;
        var end = text.IndexOf('}', StringComparison.Ordinal);
        if (end < 0 || text[0] != '{') return false;
        var hash = ScramHash.All.FirstOrDefault(one => one.Mechanism.Equals(text[1..end], StringComparison.OrdinalIgnoreCase));
        var fields = text[(end + 1)..].Split(',');
        if (hash is null || fields.Length != 4) return false;
        if (!int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)) return false;
        if (iterations is 0 or > MostIterations) return false;
        if (!TryDecode(fields[1], out var salt) || !TryDecode(fields[2], out var stored) || !TryDecode(fields[3], out var server)) return false;
        if (salt.Length is 0 or > LongestSalt || stored.Length != hash.Octets || server.Length != hash.Octets) return false;
        keys = new ScramKeys(hash, iterations, salt, stored, server);
        return true;
    }

    /// <summary>Whether this is the password the keys were made of.</summary>
    public bool Matches(ReadOnlySpan<byte> password) =>
        CryptographicOperations.FixedTimeEquals(Derive(Hash, password, Salt, Iterations).StoredKey, StoredKey);

    private static bool TryDecode(string base64, out byte[] octets)
    {
        octets = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, octets, out var length)) return false;
        octets = octets[..length];
        return true;
    }
}
