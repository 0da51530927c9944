using System.Text;

namespace MailSink.Smtp;

/// <summary>What a line was to the reply that is read.</summary>
internal enum ReplyLine : byte
{
    /// <summary>More lines follow.</summary>
    More,

    /// <summary>The last.</summary>
    Last,

    /// <summary>No line of a reply.</summary>
    Malformed,
}

/// <summary>
/// Puts a reply together of its lines (RFC 5321 section 4.2.1). Understands a bare <c>ddd</c>, which section 4.2 says receivers should
/// expect; takes nothing for a reply that might be meant for something else.
/// </summary>
internal sealed class ReplyBuilder
{
    /// <summary>Lines that are kept; EHLO of a rich server has thirty.</summary>
    private const int MostKept = 100;

    /// <summary>Lines after which there is no use in reading on.</summary>
    private const int MostLines = 1000;

    private readonly List<string> texts = [];
    private int code;
    private int count;

    /// <summary>The reply, when the last line was taken.</summary>
    public PeerReply Reply => new(code, texts);

    /// <summary>Takes a line without its end.</summary>
    public ReplyLine Add(ReadOnlySpan<byte> line)
    {
        if (++count > MostLines || !TryReadCode(line, out var read)) return ReplyLine.Malformed;
        var isLast = line.Length == 3 || line[3] == ' ';
        if (!isLast && line[3] != '-') return ReplyLine.Malformed;
        // "the reply code on each of the lines MUST be the same": where even the class differs, nobody can tell what was meant.
        if (count > 1 && read / 100 != code / 100) return ReplyLine.Malformed;
        code = read;
        if (texts.Count < MostKept || isLast) texts.Add(line.Length > 4 ? Printable(line[4..]) : "");
        return isLast ? ReplyLine.Last : ReplyLine.More;
    }

    private static bool TryReadCode(ReadOnlySpan<byte> line, out int code)
    {
        code = 0;
        if (line.Length < 3 || line[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
        code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
        return code is >= 200 and <= 599;
    }

    private static string Printable(ReadOnlySpan<byte> octets)
    {
        var text = Encoding.UTF8.GetString(octets).ToCharArray();
        for (var i = 0; i < text.Length; i++)
            if (char.IsControl(text[i])) text[i] = '?';
        return new string(text);
    }
}
