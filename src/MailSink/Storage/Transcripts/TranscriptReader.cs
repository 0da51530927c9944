using System.Diagnostics.CodeAnalysis;
using System.Text;
using MailSink.Smtp;

namespace MailSink.Storage.Transcripts;

/// <summary>Reads the lines behind a part's head, one after the other; stops for good at the first that is damaged.</summary>
internal ref struct TranscriptReader(ReadOnlySpan<byte> lines)
{
    private const long LatestTime = long.MaxValue / TimeSpan.TicksPerMicrosecond;

    private ReadOnlySpan<byte> _rest = lines;
    private bool _damaged;

    /// <summary>Reads the next line; false at the end.</summary>
    public bool TryRead(int number, ref long time, Func<string, string?> tableText, [NotNullWhen(true)] out TranscriptEntry? entry)
    {
        entry = null;
        if (_rest.IsEmpty) return false;
        var flags = (LineFlags)_rest[0];
        _rest = _rest[1..];
        time += Math.Min(Number(), LatestTime);
        _damaged |= time is < 0 or > LatestTime;
        var command = flags.HasFlag(LineFlags.Command) ? Word() : null;
        var reply = flags.HasFlag(LineFlags.Reply) ? Text() : null;
        var note = flags.HasFlag(LineFlags.Note) ? Word() : null;
        var rule = flags.HasFlag(LineFlags.Rule) ? Text() : null;
        var octets = flags.HasFlag(LineFlags.Octets) ? Number() : -1;
        int length;
        string text;
        if (flags.HasFlag(LineFlags.TableText))
        {
            text = tableText(reply ?? "") ?? $"({reply})";
            length = Encoding.UTF8.GetByteCount(text);
        }
        else
        {
            var raw = Slice();
            text = TranscriptCodec.TextOf(raw);
            length = raw.Length;
        }

        if (_damaged) return false;
        entry = new TranscriptEntry
        {
            Number = number,
            At = TimeSpan.FromMicroseconds(time),
            Source = (LineSource)(byte)(flags & LineFlags.SourceMask),
            Text = text,
            Octets = octets >= 0 ? octets : length + 2,
            Command = command,
            ReplyId = reply,
            Note = note,
            RuleId = rule,
        };
        return true;
    }

    private long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && !_rest.IsEmpty; shift += 7)
        {
            var octet = _rest[0];
            _rest = _rest[1..];
            value |= (ulong)(octet & 0x7f) << shift;
            if (octet < 0x80) return (long)value;
        }

        _damaged = true;
        return 0;
    }

    private ReadOnlySpan<byte> Slice()
    {
        var length = Number();
        if (length < 0 || length > _rest.Length)
        {
            _damaged = true;
            return default;
        }

        var slice = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return slice;
    }

    private string Text() => Encoding.UTF8.GetString(Slice());

    private string? Word() => Number() is > 0 and var number ? TranscriptWords.At((int)number) : Text();
}
