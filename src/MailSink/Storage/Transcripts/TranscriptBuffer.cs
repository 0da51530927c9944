using System.Buffers;
using MailSink.Smtp;

namespace MailSink.Storage.Transcripts;

/// <summary>
/// The lines of a live session that are not stored yet, already in their stored form behind room for a head. The session's
/// thread appends; readers and the writer's acknowledgement come from other threads, so every access is locked.
/// </summary>
internal sealed class TranscriptBuffer
{
    private const int InitialSize = 1024;

    private readonly Lock _gate = new();
    private byte[]? _octets;
    private int _end = TranscriptCodec.HeadLength;
    private int _firstLine = 1;
    private int _lastLine;
    private long _baseTime;
    private long _lastTime;

    // Octets handed to the writer, which reads them without a lock: until it is done they are not moved and their array is not reused.
    private int _taken;
    private int _takenLine;
    private long _takenTime;

    /// <summary>Octets of lines that wait to be stored.</summary>
    public int Length
    {
        get
        {
            lock (_gate) return _end - TranscriptCodec.HeadLength;
        }
    }

    /// <summary>Number of the newest line.</summary>
    public int LastLine
    {
        get
        {
            lock (_gate) return _lastLine;
        }
    }

    /// <summary>Appends a line.</summary>
    public void Append(in TranscriptLine line)
    {
        var time = (long)line.At.TotalMicroseconds;
        lock (_gate)
        {
            var target = Room(TranscriptCodec.Bound(line));
            _end += TranscriptCodec.Write(target, line, time - _lastTime);
            _lastTime = Math.Max(time, _lastTime);
            _lastLine = line.Number;
        }
    }

    /// <summary>
    /// Lends everything appended so far to the writer, as one part; empty when there is nothing or it is lent already. It stays in
    /// place until <see cref="Stored"/> or <see cref="NotStored"/>.
    /// </summary>
    public ReadOnlyMemory<byte> Take()
    {
        lock (_gate)
        {
            if (_octets is null || _taken > 0 || _end == TranscriptCodec.HeadLength) return default;
            TranscriptCodec.WriteHead(_octets, _firstLine, _baseTime);
            (_taken, _takenLine, _takenTime) = (_end, _lastLine, _lastTime);
            return _octets.AsMemory(0, _end);
        }
    }

    /// <summary>What was lent is stored: forgets it.</summary>
    public void Stored()
    {
        lock (_gate)
        {
            if (_taken == 0) return;
            var rest = _end - _taken;
            if (rest > 0) _octets.AsSpan(_taken, rest).CopyTo(_octets.AsSpan(TranscriptCodec.HeadLength));
            _end = TranscriptCodec.HeadLength + rest;
            (_firstLine, _baseTime) = (_takenLine + 1, _takenTime);
            _taken = 0;
        }
    }

    /// <summary>What was lent could not be stored: keeps it for the next try.</summary>
    public void NotStored()
    {
        lock (_gate) _taken = 0;
    }

    /// <summary>A copy of the lines not stored yet, as a part; empty when there are none.</summary>
    public byte[] Copy()
    {
        lock (_gate)
        {
            if (_octets is null || _end == TranscriptCodec.HeadLength) return [];
            var copy = _octets.AsSpan(0, _end).ToArray();
            TranscriptCodec.WriteHead(copy, _firstLine, _baseTime);
            return copy;
        }
    }

    /// <summary>Gives the memory back; nothing is appended any more.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (_octets is null || _taken > 0) return;
            ArrayPool<byte>.Shared.Return(_octets);
            _octets = null;
            _end = TranscriptCodec.HeadLength;
        }
    }

    private Span<byte> Room(int length)
    {
        if (_octets is null)
        {
            _octets = ArrayPool<byte>.Shared.Rent(Math.Max(InitialSize, _end + length));
        }
        else if (_octets.Length - _end < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_octets.Length * 2, _end + length));
            _octets.AsSpan(0, _end).CopyTo(larger);
            // An array that is lent to the writer is left to the garbage collector.
            if (_taken == 0) ArrayPool<byte>.Shared.Return(_octets);
            _octets = larger;
        }

        return _octets.AsSpan(_end);
    }
}
