using System.Buffers;

namespace MailSink.Storage;

/// <summary>
/// Reads a stored message's octets. Large bodies come chunk by chunk, each read in a snapshot of its own, so that a slow reader
/// neither holds the body in memory nor keeps the write-ahead log from being reset. One buffer serves all chunks: a new array for
/// each would leave a gibibyte on the large-object heap for every gibibyte read.
/// </summary>
internal sealed class ContentStream : Stream
{
    private const int ChunkBits = 20;

    private readonly StoreReaders _readers;
    private readonly long _uploadId;
    private readonly long _length;
    private int _chunkSize;
    private byte[] _chunk = [];
    private int _chunkLength;
    private long _chunkNumber = -1;
    private long _position;

    private ContentStream(StoreReaders readers, long uploadId, long length)
    {
        _readers = readers;
        _uploadId = uploadId;
        _length = length;
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => _length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Opens a body by <c>content.id</c>; null when it is gone.</summary>
    public static Stream? Open(StoreReaders readers, long contentId)
    {
        using var reader = readers.Open();
        using var command = reader.Connection.CreateCommand();
        command.CommandText = "SELECT c.body, c.upload_id, u.size FROM content c LEFT JOIN upload u ON u.id = c.upload_id WHERE c.id = $id";
        command.Parameters.AddWithValue("$id", contentId);
        using var row = command.ExecuteReader();
        if (!row.Read()) return null;
        if (row.IsDBNull(1)) return new MemoryStream(row.IsDBNull(0) ? [] : row.GetFieldValue<byte[]>(0), writable: false);
        return new ContentStream(readers, row.GetInt64(1), row.GetInt64(2));
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _position >= _length) return 0;
        if (_chunkSize == 0)
        {
            // Every chunk but the last is as long as the first.
            Load(0);
            _chunkSize = _chunkLength;
        }

        var number = _position / _chunkSize;
        if (number != _chunkNumber) Load(number);
        var offset = (int)(_position % _chunkSize);
        var count = Math.Min(buffer.Length, _chunkLength - offset);
        _chunk.AsSpan(offset, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_chunk.Length > 0) ArrayPool<byte>.Shared.Return(_chunk);
        _chunk = [];
        _chunkNumber = -1;
        base.Dispose(disposing);
    }

    private void Load(long number)
    {
        using var reader = _readers.Open();
        using var command = reader.Connection.CreateCommand();
        // With the row's id among the columns the octets are read in place, not through an array of their own.
        command.CommandText = "SELECT id, data, length(data) FROM chunk WHERE id = $id";
        command.Parameters.AddWithValue("$id", (_uploadId << ChunkBits) | number);
        using var row = command.ExecuteReader();
        if (!row.Read()) throw new IOException("The message was deleted while it was read.");
        _chunkLength = row.GetInt32(2);
        if (_chunk.Length < _chunkLength)
        {
            if (_chunk.Length > 0) ArrayPool<byte>.Shared.Return(_chunk);
            _chunk = ArrayPool<byte>.Shared.Rent(_chunkLength);
        }

        _chunkNumber = row.GetBytes(1, 0, _chunk, 0, _chunkLength) == _chunkLength
            ? number
            : throw new IOException("A chunk of the message could not be read whole.");
    }
}
