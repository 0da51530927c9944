namespace MailSink.Storage.Ingest;

/// <summary>The first mailbox of an address list (RFC 5322 section 3.4), read leniently.</summary>
/// <param name="name">Display name, still encoded; of a quoted one the text inside the quotes.</param>
/// <param name="address">Address without its angle brackets.</param>
internal readonly ref struct FirstMailbox(ReadOnlySpan<byte> name, ReadOnlySpan<byte> address)
{
    public ReadOnlySpan<byte> Name { get; } = name;
    public ReadOnlySpan<byte> Address { get; } = address;

    /// <summary>Reads a field body.</summary>
    public static FirstMailbox Of(ReadOnlySpan<byte> value)
    {
        var end = FindOutsideQuotes(value, (byte)',');
        var open = FindOutsideQuotes(value, (byte)'<');
        // A comma in front of the bracket belongs to a display name that should have been quoted.
        if (open >= 0 && (open < end || end < 0 || value[..end].IndexOf((byte)'@') < 0))
        {
            var address = value[(open + 1)..];
            var close = address.IndexOf((byte)'>');
            return new FirstMailbox(Unquote(value[..open]), close < 0 ? address : address[..close]);
        }

        var bare = end < 0 ? value : value[..end];
        var comment = bare.IndexOf((byte)'(');
        if (comment < 0) return new FirstMailbox(default, bare);
        return new FirstMailbox(bare[(comment + 1)..].Trim(" \t\r\n)"u8), bare[..comment].TrimEnd(" \t\r\n"u8));
    }

    private static int FindOutsideQuotes(ReadOnlySpan<byte> value, byte wanted)
    {
        var quoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            if (quoted && value[i] == (byte)'\\') i++;
            else if (value[i] == (byte)'"') quoted = !quoted;
            else if (!quoted && value[i] == wanted) return i;
        }

        return -1;
    }

    private static ReadOnlySpan<byte> Unquote(ReadOnlySpan<byte> phrase)
    {
        phrase = phrase.Trim(" \t\r\n"u8);
        if (phrase.Length < 2 || phrase[0] != (byte)'"' || phrase[^1] != (byte)'"') return phrase;
        phrase = phrase[1..^1];
        if (phrase.IndexOf((byte)'\\') < 0) return phrase;
        var plain = new byte[phrase.Length];
        var length = 0;
        for (var i = 0; i < phrase.Length; i++)
        {
            if (phrase[i] == (byte)'\\' && i + 1 < phrase.Length) i++;
            plain[length++] = phrase[i];
        }

        return plain.AsSpan(0, length);
    }
}
