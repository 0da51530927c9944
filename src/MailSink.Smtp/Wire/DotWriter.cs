namespace MailSink.Smtp;

/// <summary>
/// Makes content fit for DATA: lines end with CRLF, and a line that begins with a dot gets a second one (RFC 5321 section 4.5.2). CR
/// and LF that stand alone become CRLF, since section 2.3.8 says clients "MUST NOT transmit these characters except when they are
/// intended as line terminators and then MUST ... transmit them only as a &lt;CRLF&gt; sequence"; sent as they are, they could end the
/// message early at a careless server. The state survives any split of the input.
/// </summary>
internal struct DotWriter
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';
    private const byte Dot = (byte)'.';

    private bool insideLine;
    private bool afterCr;

    /// <summary>Octets of output that so many of input may become.</summary>
    public static int Bound(int input) => 3 * input + 8;

    /// <summary>Writes what the input becomes.</summary>
    /// <param name="input">The next octets of the message.</param>
    /// <param name="output">Room for <see cref="Bound"/> of them.</param>
    /// <returns>Octets written.</returns>
    public int Write(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var written = 0;
        while (!input.IsEmpty)
        {
            var octet = input[0];
            if (octet == Lf)
            {
                if (!afterCr) output[written++] = Cr;
                output[written++] = Lf;
                (afterCr, insideLine) = (false, false);
                input = input[1..];
                continue;
            }

            if (afterCr)
            {
                output[written++] = Lf;
                (afterCr, insideLine) = (false, false);
            }

            if (octet == Cr)
            {
                output[written++] = Cr;
                afterCr = true;
                input = input[1..];
                continue;
            }

            if (octet == Dot && !insideLine) output[written++] = Dot;
            var run = input.IndexOfAny(Cr, Lf);
            var text = run < 0 ? input : input[..run];
            text.CopyTo(output[written..]);
            written += text.Length;
            insideLine = true;
            input = input[text.Length..];
        }

        return written;
    }

    /// <summary>Writes the end of data, on a line of its own.</summary>
    /// <returns>Octets written.</returns>
    public readonly int End(Span<byte> output)
    {
        var end = afterCr ? "\n.\r\n"u8 : insideLine ? "\r\n.\r\n"u8 : ".\r\n"u8;
        end.CopyTo(output);
        return end.Length;
    }
}
