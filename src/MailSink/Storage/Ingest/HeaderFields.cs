namespace MailSink.Storage.Ingest;

/// <summary>Walks the fields of a message header (RFC 5322 section 2.2), tolerating bare LF and lines that are no field.</summary>
internal static class HeaderFields
{
    /// <summary>Takes the next field off the front.</summary>
    /// <param name="rest">What is left of the header; empty after its end.</param>
    /// <param name="name">Field name without its colon.</param>
    /// <param name="value">Field body, folding included.</param>
    /// <returns>False at the empty line that ends the header, or at the end of the octets.</returns>
    public static bool TryNext(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        name = value = default;
        while (!rest.IsEmpty)
        {
            var end = LineEnd(rest);
            if (rest[..end].TrimEnd("\r\n"u8).IsEmpty) break;
            while (end < rest.Length && rest[end] is (byte)' ' or (byte)'\t') end += LineEnd(rest[end..]);
            var field = rest[..end];
            rest = rest[end..];
            var colon = field.IndexOf((byte)':');
            if (colon <= 0) continue;
            name = field[..colon].TrimEnd(" \t"u8);
            value = field[(colon + 1)..].Trim(" \t\r\n"u8);
            return true;
        }

        rest = default;
        return false;
    }

    private static int LineEnd(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOf((byte)'\n');
        return end < 0 ? octets.Length : end + 1;
    }
}
