using System.Buffers;

namespace MailSink.Checks.Signatures;

/// <summary>
/// Brings a body into one of the canonical forms of RFC 6376 section 3.4, piece by piece, and hands it to every hash that is made
/// of it. What may turn out to be the end of the body (empty lines, white space at a line's end) is only counted until something
/// follows it.
/// </summary>
internal sealed class BodyCanon(bool relaxed, IReadOnlyList<BodyHash> hashes)
{
    private const int BufferSize = 4096;

    private readonly SearchValues<byte> _special = SearchValues.Create(relaxed ? "\r\n \t"u8 : "\r\n"u8);
    private readonly byte[] _output = new byte[BufferSize];
    private int _filled;
    private long _emptyLines;
    private bool _space;
    private bool _cr;
    private bool _lineHasText;

    /// <summary>Octets of the canonical body.</summary>
    public long Length { get; private set; }

    public void Take(ReadOnlySpan<byte> octets)
    {
        for (var at = 0; at < octets.Length;)
        {
            Take(octets[at++]);
            // Within a line nothing waits for what follows, and what is neither space nor line end goes out as it is.
            if (!_lineHasText || _space || _cr) continue;
            var run = octets[at..].IndexOfAny(_special);
            if (run < 0) run = octets.Length - at;
            Put(octets.Slice(at, run));
            at += run;
        }
    }

    /// <summary>The body is over; the hashes have all of it.</summary>
    public void Finish()
    {
        if (_cr) TakeText((byte)'\r');
        // Simple: "If there is no body or no trailing CRLF on the message body, a CRLF is added"; relaxed: only a body that is
        // not empty gets one.
        if (_lineHasText) EndLine();
        if (!relaxed && Length == 0) PutLineEnd();
        Flush();
    }

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
        if (_filled == BufferSize) Flush();
        _output[_filled++] = octet;
        Length++;
    }

    private void Put(ReadOnlySpan<byte> octets)
    {
        Length += octets.Length;
        while (!octets.IsEmpty)
        {
            if (_filled == BufferSize) Flush();
            var piece = octets[..Math.Min(octets.Length, BufferSize - _filled)];
            piece.CopyTo(_output.AsSpan(_filled));
            _filled += piece.Length;
            octets = octets[piece.Length..];
        }
    }

    private void Flush()
    {
        foreach (var hash in hashes) hash.Take(_output.AsSpan(0, _filled));
        _filled = 0;
    }
}
