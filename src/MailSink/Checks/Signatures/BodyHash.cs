using System.Security.Cryptography;

namespace MailSink.Checks.Signatures;

/// <summary>A hash of a canonical body, of all of it or of as much as <c>l=</c> signs.</summary>
/// <param name="limit">Octets, or null for all.</param>
/// <param name="algorithm">The half of <c>a=</c> that names the hash.</param>
internal sealed class BodyHash(long? limit, HashAlgorithmName algorithm) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);
    private long _left = limit ?? long.MaxValue;

    public void Take(ReadOnlySpan<byte> octets)
    {
        var piece = octets[..(int)Math.Min(octets.Length, _left)];
        _hash.AppendData(piece);
        _left -= piece.Length;
    }

    /// <summary>The hash of what was taken; the object starts anew.</summary>
    public byte[] Finish()
    {
        _left = limit ?? long.MaxValue;
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();
}
