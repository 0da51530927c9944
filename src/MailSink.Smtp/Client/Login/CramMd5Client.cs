using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MailSink.Smtp;

/// <summary>CRAM-MD5 (RFC 2195): the keyed digest of the server's challenge.</summary>
internal sealed class CramMd5Client(string user, string password) : ClientMechanism
{
    public override string Name => "CRAM-MD5";

    public override string Shown => $"{user} {Secret.Mask}";

    public override byte[]? First() => null;

    [SuppressMessage("Security", "CA5351", Justification = "The mechanism is defined with MD5.")]
    public override byte[] Next(byte[] challenge) =>
        Encoding.UTF8.GetBytes($"{user} {Convert.ToHexStringLower(HMACMD5.HashData(Encoding.UTF8.GetBytes(password), challenge))}");
}
