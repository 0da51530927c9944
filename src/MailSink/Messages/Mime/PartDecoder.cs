using System.Security.Cryptography;
using MimeKit.Encodings;

namespace MailSink.Messages.Mime;

/// <summary>Decodes one part's content as it passes: counts it, hashes it, and keeps the start of a text.</summary>
internal sealed class PartDecoder : IDisposable
{
    private readonly IMimeDecoder? _decoder;
    private readonly IncrementalHash? _hash;
    private readonly int _keep;
    private readonly byte[] _held = new byte[2];
    private int _heldCount;
    private byte[] _output = [];
    private MemoryStream? _kept;

    /// <param name="encoding">Content-Transfer-Encoding in lower case, or null.</param>
    /// <param name="hash">Compute SHA-256.</param>
    /// <param name="keep">Decoded octets to keep.</param>
    public PartDecoder(string? encoding, bool hash, int keep)
    {
        _decoder = PartContent.Decoder(encoding);
        _hash = hash ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        _keep = keep;
    }

    /// <summary>Octets taken in, the held ones included.</summary>
    public long Taken { get; private set; }

    /// <summary>Octets put out.</summary>
    public long Size { get; private set; }

    public ReadOnlyMemory<byte> Kept => _kept is null ? default : _kept.GetBuffer().AsMemory(0, (int)_kept.Length);
    public bool IsCut => Size > (_kept?.Length ?? 0);

    /// <summary>
    /// Takes encoded octets. The last two wait for what follows: RFC 2046 section 5.1.1, "the CRLF preceding the boundary
    /// delimiter line is conceptually attached to the boundary", and only at the end is it known whether they are that.
    /// </summary>
    public void Take(ReadOnlySpan<byte> octets)
    {
        Taken += octets.Length;
        if (octets.Length >= 2)
        {
            Decode(_held.AsSpan(0, _heldCount));
            Decode(octets[..^2]);
            octets[^2..].CopyTo(_held);
            _heldCount = 2;
            return;
        }

        foreach (var octet in octets)
        {
            if (_heldCount == 2)
            {
                Decode(_held.AsSpan(0, 1));
                _held[0] = _held[1];
                _heldCount = 1;
            }

            _held[_heldCount++] = octet;
        }
    }

    /// <param name="length">Octets of the content that belong to it.</param>
    /// <returns>The hash, lower-case hexadecimal, or null.</returns>
    public string? Finish(long length)
    {
        var excess = (int)Math.Clamp(Taken - length, 0, _heldCount);
        Decode(_held.AsSpan(0, _heldCount - excess));
        _heldCount = 0;
        return _hash is null ? null : Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash?.Dispose();

    private void Decode(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return;
        if (_decoder is null)
        {
            PutOut(octets);
            return;
        }

        var needed = _decoder.EstimateOutputLength(octets.Length);
        if (_output.Length < needed) _output = new byte[needed];
        var input = octets.ToArray();
        var count = _decoder.Decode(input, 0, input.Length, _output);
        PutOut(_output.AsSpan(0, count));
    }

    private void PutOut(ReadOnlySpan<byte> octets)
    {
        Size += octets.Length;
        _hash?.AppendData(octets);
        var room = _keep - (int)(_kept?.Length ?? 0);
        if (room <= 0) return;
        _kept ??= new MemoryStream();
        _kept.Write(octets[..Math.Min(room, octets.Length)]);
    }
}
