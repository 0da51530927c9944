using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using MailSink.Smtp;

namespace MailSink.Storage.Transcripts;

/// <summary>
/// The stored form of transcript lines. A part is a head (version, number of its first line, time of the line before it in
/// microseconds) and its lines: flags, time since the line before, then only what the flags say is there. A line that the reply
/// table renders by itself is stored as the row's id.
/// </summary>
internal static class TranscriptCodec
{
    /// <summary>Octets of a part's head.</summary>
    public const int HeadLength = 13;

    private const byte Version = 1;

    /// <summary>Number of the first line of a part, 0 when it is not one.</summary>
    public static int FirstLine(ReadOnlySpan<byte> part) =>
        part.Length >= HeadLength && part[0] == Version ? BinaryPrimitives.ReadInt32LittleEndian(part[1..]) : 0;

    /// <summary>Writes a part's head.</summary>
    public static void WriteHead(Span<byte> head, int firstLine, long baseMicroseconds)
    {
        head[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], firstLine);
        BinaryPrimitives.WriteInt64LittleEndian(head[5..], baseMicroseconds);
    }

    /// <summary>An upper bound of a line's encoded length.</summary>
    public static int Bound(in TranscriptLine line) =>
        48 + line.Text.Length + 3 * ((line.Command?.Length ?? 0) + (line.ReplyId?.Length ?? 0) + (line.Note?.Length ?? 0) + (line.RuleId?.Length ?? 0));

    /// <summary>Encodes one line.</summary>
    /// <returns>Octets written.</returns>
    public static int Write(Span<byte> target, in TranscriptLine line, long microsecondsSinceLast)
    {
        var implied = line.Octets == line.Text.Length + 2;
        var flags = (LineFlags)(byte)line.Source
            | (line.IsTableText && line.ReplyId is not null ? LineFlags.TableText : 0)
            | (line.ReplyId is null ? 0 : LineFlags.Reply)
            | (line.Command is null ? 0 : LineFlags.Command)
            | (line.Note is null ? 0 : LineFlags.Note)
            | (line.RuleId is null ? 0 : LineFlags.Rule)
            | (implied ? 0 : LineFlags.Octets);
        var at = 0;
        target[at++] = (byte)flags;
        WriteNumber(target, ref at, microsecondsSinceLast);
        if (line.Command is { } command) WriteWord(target, ref at, command);
        if (line.ReplyId is { } reply) WriteText(target, ref at, reply);
        if (line.Note is { } note) WriteWord(target, ref at, note);
        if (line.RuleId is { } rule) WriteText(target, ref at, rule);
        if (!implied) WriteNumber(target, ref at, line.Octets);
        if (flags.HasFlag(LineFlags.TableText)) return at;
        WriteNumber(target, ref at, line.Text.Length);
        line.Text.CopyTo(target[at..]);
        return at + line.Text.Length;
    }

    /// <summary>Reads a part; of a damaged one the lines before the damage.</summary>
    /// <param name="part">Head and lines.</param>
    /// <param name="tableText">The line a row of the reply table renders to without arguments, or null for an unknown id.</param>
    public static List<TranscriptEntry> Read(ReadOnlySpan<byte> part, Func<string, string?> tableText)
    {
        var entries = new List<TranscriptEntry>();
        var number = FirstLine(part);
        if (number == 0) return entries;
        var time = BinaryPrimitives.ReadInt64LittleEndian(part[5..]);
        var reader = new TranscriptReader(part[HeadLength..]);
        while (reader.TryRead(number, ref time, tableText, out var entry))
        {
            entries.Add(entry);
            number++;
        }

        return entries;
    }

    /// <summary>Text of a line's octets: UTF-8 where they are valid, else Latin-1, which maps every octet.</summary>
    public static string TextOf(ReadOnlySpan<byte> octets) =>
        Utf8.IsValid(octets) ? Encoding.UTF8.GetString(octets) : Encoding.Latin1.GetString(octets);

    private static void WriteNumber(Span<byte> target, ref int at, long value)
    {
        var rest = (ulong)Math.Max(value, 0);
        for (; rest >= 0x80; rest >>= 7) target[at++] = (byte)(rest | 0x80);
        target[at++] = (byte)rest;
    }

    private static void WriteText(Span<byte> target, ref int at, string text)
    {
        WriteNumber(target, ref at, Encoding.UTF8.GetByteCount(text));
        at += Encoding.UTF8.GetBytes(text, target[at..]);
    }

    private static void WriteWord(Span<byte> target, ref int at, string word)
    {
        var number = TranscriptWords.NumberOf(word);
        WriteNumber(target, ref at, number);
        if (number == 0) WriteText(target, ref at, word);
    }
}

/// <summary>What a stored line carries; the two low bits are its <see cref="LineSource"/>.</summary>
[Flags]
internal enum LineFlags : byte
{
    None = 0,
    SourceMask = 3,
    TableText = 4,
    Reply = 8,
    Command = 16,
    Note = 32,
    Rule = 64,
    Octets = 128,
}
