using MailSink.Smtp;

namespace MailSink.Fuzz;

/// <summary>What RFC 5321 section 4.2 demands of replies.</summary>
internal static class ReplyForm
{
    private const int LongestLine = 512;

    /// <summary>Every line is three digits, a space or hyphen, printable ASCII and CRLF; those of one reply have one code.</summary>
    public static void Check(string replies)
    {
        string? open = null;
        while (replies.Length > 0)
        {
            var end = replies.IndexOf("\r\n", StringComparison.Ordinal);
            if (end < 0) throw new FuzzFailure($"a reply without its end: '{replies}'");
            var line = replies[..end];
            replies = replies[(end + 2)..];
            if (line.Length + 2 > LongestLine) throw new FuzzFailure($"a reply line of {line.Length + 2} octets");
            if (line.Length < 4 || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2]) || line[3] is not (' ' or '-'))
                throw new FuzzFailure($"no reply line: '{line}'");
            if (line.AsSpan().ContainsAnyExceptInRange(' ', '~')) throw new FuzzFailure($"not printable: '{line}'");
            if (open is not null && line[..3] != open) throw new FuzzFailure($"'{line}' within a reply of {open}");
            open = line[3] == '-' ? line[..3] : null;
        }

        if (open is not null) throw new FuzzFailure($"a reply of {open} without its last line");
    }

    /// <summary>
    /// Every line of the client gets one reply; DATA one more behind its content. The last may get two, when it ends the session, or
    /// none, when the client has left.
    /// </summary>
    public static void CheckCount(List<(LineSource Source, string Text, string? ReplyId)> lines)
    {
        var (asked, replies, expected) = ("", 0, 1);
        for (var i = 0; i < lines.Count; i++)
        {
            var (source, text, id) = lines[i];
            if (source == LineSource.Client)
            {
                if (replies != expected) throw new FuzzFailure($"{replies} replies, not {expected}, to '{asked}'");
                (asked, replies, expected) = (text, 0, 1);
            }

            if (source != LineSource.Server || text[3] == '-') continue;
            replies++;
            if (id == "data-go-ahead" || text.StartsWith("354 ", StringComparison.Ordinal)) expected = 2;
        }

        if (replies > expected + 1) throw new FuzzFailure($"{replies} replies to the last line, '{asked}'");
    }
}
