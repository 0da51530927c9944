using System.Security.Cryptography;
using System.Text;

namespace MailSink.Smtp.Tests;

/// <summary>The client's side of SCRAM (RFC 5802 section 3), for one login.</summary>
/// <param name="algorithm">The hash.</param>
/// <param name="user">Name, without characters that need quoting.</param>
/// <param name="password">ASCII.</param>
/// <param name="header">GS2 header, such as <c>n,,</c>.</param>
/// <param name="binding">Channel binding data; empty without -PLUS.</param>
internal sealed class ScramClient(HashAlgorithmName algorithm, string user, string password, string header, byte[] binding)
{
    private readonly string nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(9));
    private byte[] serverSignature = [];

    private string Bare => $"n={user},r={nonce}";

    /// <summary>The first message, in base64.</summary>
    public string First => Encode(Encoding.UTF8.GetBytes(header + Bare));

    /// <summary>The final message in base64, as answer to the line <c>334 …</c> of the server.</summary>
    public string Final(string line)
    {
        var serverFirst = Decode(line);
        var fields = serverFirst.Split(',').ToDictionary(field => field[0], field => field[2..]);
        Assert.StartsWith(nonce, fields['r'], StringComparison.Ordinal);
        var salted = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password), Convert.FromBase64String(fields['s']), int.Parse(fields['i'], System.Globalization.CultureInfo.InvariantCulture),
            algorithm, CryptographicOperations.HashData(algorithm, []).Length);
        var clientKey = Sign(salted, "Client Key");
        var withoutProof = $"c={Encode([.. Encoding.UTF8.GetBytes(header), .. binding])},r={fields['r']}";
        var signed = $"{Bare},{serverFirst},{withoutProof}";
        serverSignature = Sign(Sign(salted, "Server Key"), signed);
        var signature = Sign(CryptographicOperations.HashData(algorithm, clientKey), signed);
        var proof = clientKey.Select((octet, i) => (byte)(octet ^ signature[i])).ToArray();
        return Encode(Encoding.UTF8.GetBytes($"{withoutProof},p={Encode(proof)}"));
    }

    /// <summary>The server has proved that it knows the password too.</summary>
    public void Verify(string line) => Assert.Equal("v=" + Encode(serverSignature), Decode(line));

    private static string Decode(string line)
    {
        Assert.StartsWith("334 ", line, StringComparison.Ordinal);
        return Encoding.UTF8.GetString(Convert.FromBase64String(line[4..].TrimEnd()));
    }

    private static string Encode(byte[] octets) => Convert.ToBase64String(octets);

    private byte[] Sign(byte[] key, string text) => CryptographicOperations.HmacData(algorithm, key, Encoding.UTF8.GetBytes(text));
}
