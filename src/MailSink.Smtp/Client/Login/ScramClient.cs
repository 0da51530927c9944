using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MailSink.Smtp;

/// <summary>SCRAM (RFC 5802, RFC 7677) without channel binding: neither side says the secret, and each proves that it knows it.</summary>
internal sealed class ScramClient(ScramHash hash, string user, string password, string nonce) : ClientMechanism
{
    /// <summary>"n,,": no channel binding, no other identity.</summary>
    private const string Header = "n,,";

    /// <summary>A server that asks for more wants to keep this side busy.</summary>
    private const int MostIterations = 1_000_000;

    private readonly string bare = $"n={user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={nonce}";
    private byte[]? signature;
    private bool isProven;

    public override string Name => hash.Mechanism;

    public override bool IsProven => isProven;

    public override string Shown => isProven ? "" : $"{user} {Secret.Mask}";

    /// <summary>A nonce no other login has.</summary>
    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));

    public override byte[] First() => Encoding.UTF8.GetBytes(Header + bare);

    public override byte[]? Next(byte[] challenge)
    {
        if (challenge.Length == 0 && signature is null) return First();
        var text = Encoding.UTF8.GetString(challenge);
        if (signature is null) return Prove(text);
        var verifier = text.StartsWith("v=", StringComparison.Ordinal) ? text[2..].Split(',')[0] : "";
        isProven = TryDecode(verifier, out var shown) && CryptographicOperations.FixedTimeEquals(shown, signature);
        return isProven ? [] : null;
    }

    private byte[]? Prove(string serverFirst)
    {
        var fields = serverFirst.Split(',');
        // RFC 5802 section 5.1: "m" is for extensions, and whoever does not know them "MUST" fail.
        if (fields.Length < 3 || Field(fields[0], "r=") is not { } full || Field(fields[1], "s=") is not { } salt64) return null;
        if (!full.StartsWith(nonce, StringComparison.Ordinal) || full.Length == nonce.Length) return null;
        if (!TryDecode(salt64, out var salt) || salt.Length == 0) return null;
        if (!int.TryParse(Field(fields[2], "i="), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds)) return null;
        if (rounds is < 1 or > MostIterations) return null;
        var withoutProof = $"c={Convert.ToBase64String(Encoding.UTF8.GetBytes(Header))},r={full}";
        var authMessage = Encoding.UTF8.GetBytes($"{bare},{serverFirst},{withoutProof}");
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, hash.Algorithm, hash.Octets);
        var clientKey = hash.Hmac(salted, "Client Key"u8);
        var proof = hash.Hmac(hash.Hash(clientKey), authMessage);
        for (var i = 0; i < proof.Length; i++) proof[i] ^= clientKey[i];
        signature = hash.Hmac(hash.Hmac(salted, "Server Key"u8), authMessage);
        return Encoding.UTF8.GetBytes($"{withoutProof},p={Convert.ToBase64String(proof)}");
    }

    private static string? Field(string field, string name) => field.StartsWith(name, StringComparison.Ordinal) ? field[name.Length..] : null;

    private static bool TryDecode(string base64, out byte[] octets)
    {
        octets = new byte[base64.Length];
        var isBase64 = Convert.TryFromBase64String(base64, octets, out var length);
        octets = octets[..length];
        return isBase64;
    }
}
