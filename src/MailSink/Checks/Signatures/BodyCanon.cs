using System.Security.Cryptography;

namespace MailSink.Checks.Signatures;

/// <summary>
/// Hashes a body in the canonical forms of RFC 6376 section 3.4, piece by piece. What may turn out to be the end of the body
/// (empty lines, white space at a line's end) is only counted until something follows it.
/// </summary>
internal sealed class BodyCanon(bool relaxed, long? limit, HashAlgorithmName algorithm) : IDisposable
{
    private const int BufferSize = 4096;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);
    private readonly byte[] _output = new byte[BufferSize];
    private int _filled;
    private long _emptyLines;
    private bool _space;
    private bool _cr;
    private bool _lineHasText;

    /// <summary>Octets of the canonical body, those beyond the limit included.</summary>
    public long Length { get; private set; }

    public void Take(ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets) Take(octet);
    }

    /// <summary>The hash; the object cannot be used again.</summary>
    public byte[] Finish()
    {
        if (_cr) TakeText((byte)'\r');
        // Simple: "If there is no body or no trailing CRLF on the message body, a CRLF is added"; relaxed: only a body that is
        // not empty gets one.
        if (_lineHasText) EndLine();
        if (!relaxed && Length == 0) PutLineEnd();
        Flush();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Take(byte octet)
    {
        if (_cr)
        {
            _cr = false;
            if (octet == '\n')
            {
                EndLine();
                return;
            }

            TakeText((byte)'\r');
        }

        if (octet == '\r') _cr = true;
        else if (octet == '\n') EndLine(); // A message posted as a file has bare LFs, and whoever signed it signed CRLFs.
        else if (relaxed && (octet is (byte)' ' or (byte)'\t')) _space = true;
        else TakeText(octet);
    }

    private void TakeText(byte octet)
    {
        for (; _emptyLines > 0; _emptyLines--) PutLineEnd();
        // Relaxed: "Reduce all sequences of WSP within a line to a single SP character", at the line's beginning too.
        if (_space) Put((byte)' ');
        _space = false;
        _lineHasText = true;
        Put(octet);
    }

    private void EndLine()
    {
        // "Ignore all empty lines at the end of the message body": they count only when something follows.
        if (_lineHasText) PutLineEnd();
        else _emptyLines++;
        _lineHasText = false;
        _space = false;
    }

    private void PutLineEnd()
    {
        Put((byte)'\r');
        Put((byte)'\n');
    }

    private void Put(byte octet)
    {
        if (limit is null || Length < limit)
        {
            if (_filled == BufferSize) Flush();
            _output[_filled++] = octet;
        }

        Length++;
    }

    private void Flush()
    {
        _hash.AppendData(_output, 0, _filled);
        _filled = 0;
    }
}
