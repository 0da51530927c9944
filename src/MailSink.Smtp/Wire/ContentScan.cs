using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MailSink.Smtp;

/// <summary>
/// Looks at a message's octets as they pass: bare newlines, NUL, 8-bit, long lines. One vectorised pass, with its state kept
/// across buffers, so that a chunk border inside CRLF is no finding.
/// </summary>
internal struct ContentScan
{
    private const int LongestLine = 998;

    private long passed;
    private long line;
    private bool afterCr;

    /// <summary>What was seen.</summary>
    public ContentFacts Facts { get; private set; }

    public FactTally BareLf, BareCr, Nul, EightBit, LongLines;

    /// <summary>The last octets seen were no line end.</summary>
    public readonly bool EndsInsideLine => line > 0;

    public void Scan(ReadOnlySpan<byte> octets)
    {
        var at = 0;
        ref var start = ref MemoryMarshal.GetReference(octets);
        for (; octets.Length - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var block = Vector256.LoadUnsafe(ref start, (nuint)at);
            // Signed, so that octets above 127 are below 14 too: ordinary text leaves here.
            var special = Vector256.LessThan(block.AsSByte(), Vector256.Create((sbyte)14));
            if (special == Vector256<sbyte>.Zero && !afterCr) line += Vector256<byte>.Count;
            else
            {
                Examine(
                    Vector256.Equals(block, Vector256.Create((byte)'\r')).ExtractMostSignificantBits(),
                    Vector256.Equals(block, Vector256.Create((byte)'\n')).ExtractMostSignificantBits(),
                    Vector256.Equals(block, Vector256<byte>.Zero).ExtractMostSignificantBits(),
                    block.ExtractMostSignificantBits(),
                    Vector256<byte>.Count);
            }

            passed += Vector256<byte>.Count;
        }

        if (at < octets.Length) ScanTail(octets[at..]);
    }

    /// <summary>The message is complete: an unfinished line counts, and a CR at the very end has no LF behind it.</summary>
    public void Finish()
    {
        if (afterCr) Note(ref BareCr, ContentFacts.BareCr, passed - 1, 1);
        if (line - (afterCr ? 1 : 0) > LongestLine) Note(ref LongLines, ContentFacts.LongLine, passed - line, 1);
        afterCr = false;
    }

    private void ScanTail(ReadOnlySpan<byte> octets)
    {
        uint cr = 0, lf = 0, nul = 0, high = 0;
        for (var i = 0; i < octets.Length; i++)
        {
            var bit = 1u << i;
            var octet = octets[i];
            if (octet == '\r') cr |= bit;
            else if (octet == '\n') lf |= bit;
            else if (octet == 0) nul |= bit;
            else if (octet > 127) high |= bit;
        }

        Examine(cr, lf, nul, high, octets.Length);
        passed += octets.Length;
    }

    /// <summary>Looks at one block through its bit masks: bit i stands for octet i.</summary>
    private void Examine(uint cr, uint lf, uint nul, uint high, int count)
    {
        var behindCr = (cr << 1) | (afterCr ? 1u : 0);
        if (count < 32) behindCr &= (1u << count) - 1;
        var bareLf = lf & ~behindCr;
        var bareCr = behindCr & ~lf;
        if (bareLf != 0) Note(ref BareLf, ContentFacts.BareLf, passed + BitOperations.TrailingZeroCount(bareLf), BitOperations.PopCount(bareLf));
        if (bareCr != 0) Note(ref BareCr, ContentFacts.BareCr, passed + BitOperations.TrailingZeroCount(bareCr) - 1, BitOperations.PopCount(bareCr));
        if (nul != 0) Note(ref Nul, ContentFacts.Nul, passed + BitOperations.TrailingZeroCount(nul), BitOperations.PopCount(nul));
        if (high != 0) Note(ref EightBit, ContentFacts.EightBit, passed + BitOperations.TrailingZeroCount(high), BitOperations.PopCount(high));
        MeasureLines(lf, behindCr, count);
        afterCr = ((cr >> (count - 1)) & 1) != 0;
    }

    private void MeasureLines(uint lf, uint behindCr, int count)
    {
        if (lf == 0)
        {
            line += count;
            return;
        }

        // A line that begins inside this block cannot be long in it: only the first end matters.
        var first = BitOperations.TrailingZeroCount(lf);
        var length = line + first - ((behindCr >> first) & 1);
        if (length > LongestLine) Note(ref LongLines, ContentFacts.LongLine, passed - line, 1);
        line = count - 1 - BitOperations.Log2(lf);
    }

    private void Note(ref FactTally tally, ContentFacts fact, long offset, int count)
    {
        if (tally.Count == 0) tally.First = offset;
        tally.Count += count;
        Facts |= fact;
    }
}

/// <summary>How often something was seen in a message, and where first.</summary>
internal struct FactTally
{
    /// <summary>Offset in octets of the first.</summary>
    public long First;

    public int Count;
}
