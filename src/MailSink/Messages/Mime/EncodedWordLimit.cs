namespace MailSink.Messages.Mime;

/// <summary>
/// Keeps header values from MimeKit's decoder that would take it minutes: from each "=?" it looks for the "?=" that ends the
/// encoded-word, as far as the value goes.
/// </summary>
internal static class EncodedWordLimit
{
    private const int MaxUnended = 16;

    /// <summary>How much of a value can be decoded: its length, or less when many encoded-words at its end have none themselves.</summary>
    public static int Of(ReadOnlySpan<byte> value)
    {
        var at = Math.Max(0, value.LastIndexOf("?="u8));
        for (var seen = 0; value[at..].IndexOf("=?"u8) is >= 0 and var next; at += next + 2)
        {
            if (seen++ == MaxUnended) return at + next;
        }

        return value.Length;
    }
}
