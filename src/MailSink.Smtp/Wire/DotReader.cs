using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MailSink.Smtp;

/// <summary>
/// Finds the end of DATA and removes stuffed dots (RFC 5321 section 4.5.2). Only the five octets CR LF . CR LF end the data:
/// section 4.1.1.4 says "receivers MUST NOT recognize" anything looser, and whoever does can be made to see a second message.
/// The state survives any split of the input.
/// </summary>
internal struct DotReader
{
    private enum After : byte { Content, LineDot, LineDotCr, SuspectDot }

    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';
    private const byte Dot = (byte)'.';

    private After after;
    private byte last;
    private byte beforeLast;

    public DotReader()
    {
        // "as if a CRLF had just been read": a dot in the very first line ends an empty message.
        beforeLast = Cr;
        last = Lf;
    }

    /// <summary>A sequence was seen that some servers take for the end of data.</summary>
    public bool SawLookAlike { get; private set; }

    /// <summary>Takes the next run of octets.</summary>
    /// <param name="input">Octets as they came, not empty.</param>
    public DotRun Next(ReadOnlySpan<byte> input)
    {
        var octet = input[0];
        switch (after)
        {
            case After.LineDot:
                return BehindLineDot(octet);
            case After.LineDotCr when octet == Lf:
                return new DotRun(1, 0, 0, HeldCr: false, Ended: true);
            case After.LineDotCr:
                // CRLF . CR without LF: the dot was stuffing, the CR is content, the octet itself is looked at again.
                SawLookAlike = true;
                (beforeLast, last, after) = (Dot, Cr, After.Content);
                return new DotRun(0, 0, 0, HeldCr: true, Ended: false);
            case After.SuspectDot:
                SawLookAlike |= octet is Cr or Lf;
                after = After.Content;
                break;
        }

        return ContentRun(input);
    }

    private DotRun BehindLineDot(byte octet)
    {
        if (octet == Cr)
        {
            after = After.LineDotCr;
            return new DotRun(1, 0, 0, HeldCr: false, Ended: false);
        }

        SawLookAlike |= octet is Lf or 0;
        (beforeLast, last, after) = (Lf, Dot, After.Content);
        return default;
    }

    private DotRun ContentRun(ReadOnlySpan<byte> input)
    {
        var at = FindDotBehindControl(input);
        if (at < 0)
        {
            Remember(input);
            return new DotRun(input.Length, 0, input.Length, HeldCr: false, Ended: false);
        }

        var previous = at > 0 ? input[at - 1] : last;
        var earlier = at > 1 ? input[at - 2] : at == 1 ? last : beforeLast;
        var isLineDot = previous == Lf && earlier == Cr;
        var isSuspect = previous is Cr or Lf || previous == 0 && earlier == Lf;
        after = isLineDot ? After.LineDot : isSuspect ? After.SuspectDot : After.Content;
        Remember(input[..(at + 1)]);
        return new DotRun(at + 1, 0, isLineDot ? at : at + 1, HeldCr: false, Ended: false);
    }

    /// <summary>
    /// The first dot behind a control character, or -1. Dots of sentences and host names do not stop the search: a message is
    /// passed on in runs as long as the buffer.
    /// </summary>
    private readonly int FindDotBehindControl(ReadOnlySpan<byte> input)
    {
        if (input[0] == Dot && last <= Cr) return 0;
        var at = 1;
        ref var start = ref MemoryMarshal.GetReference(input);
        for (; input.Length - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            var dots = Vector256.Equals(Vector256.LoadUnsafe(ref start, (nuint)at), Vector256.Create(Dot));
            var behind = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref start, (nuint)(at - 1)), Vector256.Create(Cr));
            var found = (dots & behind).ExtractMostSignificantBits();
            if (found != 0) return at + BitOperations.TrailingZeroCount(found);
        }

        for (; at < input.Length; at++)
            if (input[at] == Dot && input[at - 1] <= Cr) return at;
        return -1;
    }

    private void Remember(ReadOnlySpan<byte> taken)
    {
        beforeLast = taken.Length > 1 ? taken[^2] : last;
        last = taken[^1];
    }
}

/// <summary>What <see cref="DotReader.Next"/> found.</summary>
/// <param name="Consumed">Octets of the input that are done with.</param>
/// <param name="Start">Where in the input the content begins.</param>
/// <param name="Length">Octets of content.</param>
/// <param name="HeldCr">A CR that had been held back is content and comes first.</param>
/// <param name="Ended">The data ended here.</param>
internal readonly record struct DotRun(int Consumed, int Start, int Length, bool HeldCr, bool Ended);
