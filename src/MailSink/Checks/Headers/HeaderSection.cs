using System.Text;
using MailSink.Messages.Mime;

namespace MailSink.Checks.Headers;

/// <summary>
/// A mail's header section line by line. MimeKit forgives what it can, so that what is wrong has to be looked for in the octets.
/// </summary>
internal sealed class HeaderSection
{
    private const int MaxFields = 10_000;

    // RFC 5322 section 2.1.1: "Each line of characters MUST be no more than 998 characters, and SHOULD be no more than 78
    // characters, excluding the CRLF."
    private const int LongestLine = 998;
    private const int CustomaryLine = 78;

    private readonly ReadOnlyMemory<byte> _octets;
    private readonly List<HeaderField> _fields = [];
    private int _valueStart;

    private HeaderSection(ReadOnlyMemory<byte> octets) => _octets = octets;

    public IReadOnlyList<HeaderField> Fields => _fields;

    /// <summary>Offset of the body's first octet; the length of what was read when there is none.</summary>
    public int BodyStart { get; private set; }

    /// <summary>An empty line ends the section.</summary>
    public bool IsEnded { get; private set; }

    public Sighting OverLimit;

    /// <summary>Lines longer than customary that a space would let be folded.</summary>
    public Sighting Unfolded;

    /// <summary>Lines that are neither field nor continuation.</summary>
    public Sighting NoColon;

    public Sighting SpaceBeforeColon;

    /// <summary>Folded lines with nothing but white space.</summary>
    public Sighting BlankFold;

    public Sighting Control;

    /// <summary>The first line without a colon, cut.</summary>
    public string FirstBroken { get; private set; } = "";

    /// <param name="octets">The message from its first octet, or as much of it as a header may take.</param>
    public static HeaderSection Read(ReadOnlyMemory<byte> octets)
    {
        var section = new HeaderSection(octets);
        section.Read();
        return section;
    }

    /// <summary>The fields of that name, in order.</summary>
    public IEnumerable<HeaderField> All(string name) => _fields.Where(field => field.Is(name));

    /// <summary>The first field of that name, or null.</summary>
    public HeaderField? First(string name)
    {
        foreach (var field in _fields)
        {
            if (field.Is(name)) return field;
        }

        return null;
    }

    public int Count(string name)
    {
        var count = 0;
        foreach (var field in _fields)
        {
            if (field.Is(name)) count++;
        }

        return count;
    }

    private void Read()
    {
        var span = _octets.Span;
        var at = 0;
        while (at < span.Length && _fields.Count < MaxFields)
        {
            var end = span[at..].IndexOf((byte)'\n');
            var next = end < 0 ? span.Length : at + end + 1;
            var line = span[at..next].TrimEnd("\r\n"u8);
            if (line.IsEmpty)
            {
                IsEnded = true;
                at = next;
                break;
            }

            TakeLine(line, at);
            at = next;
        }

        BodyStart = at;
    }

    private void TakeLine(ReadOnlySpan<byte> line, int offset)
    {
        if (line.Length > LongestLine) OverLimit.Note(offset);
        var isContinuation = line[0] is (byte)' ' or (byte)'\t';
        if (line.Length > CustomaryLine && CanFold(line, isContinuation)) Unfolded.Note(offset);
        if (line.ContainsAnyInRange((byte)0, (byte)31) || line.Contains((byte)127)) NoteControl(line, offset);
        if (isContinuation && _fields.Count > 0) Continue(line, offset);
        else if (line.IndexOf((byte)':') is var colon && colon > 0 && IsName(line[..colon])) Begin(line, colon, offset);
        else Break(line, offset);
    }

    private void Continue(ReadOnlySpan<byte> line, int offset)
    {
        if (line.Trim(" \t"u8).IsEmpty) BlankFold.Note(offset);
        var field = _fields[^1];
        field.Value = _octets[_valueStart..(offset + line.Length)];
        field.Lines++;
    }

    private void Begin(ReadOnlySpan<byte> line, int colon, int offset)
    {
        var name = line[..colon].TrimEnd(" \t"u8);
        if (name.Length < colon) SpaceBeforeColon.Note(offset);
        _valueStart = offset + colon + 1;
        _fields.Add(new HeaderField { Name = Encoding.ASCII.GetString(name), Offset = offset, Value = _octets[_valueStart..(offset + line.Length)] });
    }

    private void Break(ReadOnlySpan<byte> line, int offset)
    {
        if (NoColon.Count == 0) FirstBroken = Encoding.Latin1.GetString(line[..Math.Min(60, line.Length)]);
        NoColon.Note(offset);
    }

    /// <summary>RFC 5322 section 3.6.8: printable US-ASCII except the colon; space before the colon is a fault of its own.</summary>
    private static bool IsName(ReadOnlySpan<byte> name)
    {
        var trimmed = name.TrimEnd(" \t"u8);
        return !trimmed.IsEmpty && !trimmed.ContainsAnyExceptInRange((byte)33, (byte)126);
    }

    private static bool CanFold(ReadOnlySpan<byte> line, bool isContinuation)
    {
        // The space behind the colon, or the one that makes it a continuation, is no place to fold: nothing stands before it.
        var start = isContinuation ? 1 : line.IndexOf((byte)':') + 1;
        var text = line[start..].TrimStart(" \t"u8).TrimEnd(" \t"u8);
        return text.IndexOfAny((byte)' ', (byte)'\t') >= 0;
    }

    private void NoteControl(ReadOnlySpan<byte> line, int offset)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is < 32 and not (byte)'\t' or 127) Control.Note(offset + at);
        }
    }
}
