using System.Security.Cryptography;

namespace MailSink.Smtp;

/// <summary>A hash that SCRAM is defined with.</summary>
/// <param name="Mechanism">Name of the mechanism, such as <c>SCRAM-SHA-256</c>.</param>
/// <param name="Algorithm">The hash.</param>
/// <param name="Octets">Length of its result.</param>
internal sealed record ScramHash(string Mechanism, HashAlgorithmName Algorithm, int Octets)
{
    public static readonly ScramHash Sha1 = new("SCRAM-SHA-1", HashAlgorithmName.SHA1, SHA1.HashSizeInBytes);
    public static readonly ScramHash Sha256 = new("SCRAM-SHA-256", HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
    public static readonly ScramHash Sha512 = new("SCRAM-SHA-512", HashAlgorithmName.SHA512, SHA512.HashSizeInBytes);

    public static IReadOnlyList<ScramHash> All { get; } = [Sha1, Sha256, Sha512];

    public byte[] Hash(ReadOnlySpan<byte> octets) => CryptographicOperations.HashData(Algorithm, octets);

    public byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> octets) => CryptographicOperations.HmacData(Algorithm, key, octets);
}
