using System.Buffers;
using MailSink.Smtp;

namespace MailSink.Storage.Ingest;

/// <summary>
/// A message's octets while they come: up to 256 KiB in memory, growing in steps; beyond that in chunks of one size that go to
/// the file as they fill. When the memory of all messages together is used up a message goes to the file early, in chunks of the
/// size it has reached, so that it never waits while holding what others wait for.
/// </summary>
internal sealed class ContentBlocks(IngestPath path)
{
    /// <summary>Octets a message holds at first.</summary>
    public const int FirstSize = 8 * 1024;

    private const int SecondSize = 64 * 1024;

    /// <summary>The largest body that is kept whole, and the size of chunks.</summary>
    public const int LastSize = 256 * 1024;

    private byte[]? _block;
    private int _size;
    private int _used;

    // A full block waits here until it is known that more octets follow: a body of exactly 256 KiB is no upload.
    private byte[]? _held;
    private ChunkJob? _inFlight;
    private ChunkJob? _inFlightBefore;
    private int _chunks;

    public long Length { get; private set; }

    /// <summary>The upload the octets went to, 0 while all are in memory.</summary>
    public long UploadId { get; private set; }

    /// <summary>The first octets are about to leave memory; look at them now.</summary>
    public Action<ReadOnlyMemory<byte>>? FirstLeaving { get; set; }

    /// <summary>The store refused a chunk; what follows is dropped.</summary>
    public CommitStatus Failure { get; private set; }

    /// <summary>The whole body when it is in memory.</summary>
    public ReadOnlyMemory<byte> Body =>
        UploadId != 0 ? default : _held is not null ? _held.AsMemory(0, _size) : _block.AsMemory(0, _used);

    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await path.Budget.TakeAsync(FirstSize, cancellationToken);
        (_size, _used, _chunks) = (FirstSize, 0, 0);
        (Length, UploadId, Failure) = (0, 0, CommitStatus.Stored);
        _block = ArrayPool<byte>.Shared.Rent(_size);
    }

    public Memory<byte> Free => _block.AsMemory(_used, _size - _used);

    /// <returns>True when the block is full.</returns>
    public bool Advance(int octets)
    {
        _used += octets;
        Length += octets;
        return _used == _size;
    }

    public ValueTask MakeRoomAsync(CancellationToken cancellationToken)
    {
        if (_used < _size) return default;
        if (Failure == CommitStatus.Stored && !TryGrow()) return new ValueTask(PassOnAsync(cancellationToken));
        if (Failure != CommitStatus.Stored) _used = 0;
        return default;
    }

    /// <summary>Sends what is left of a large body to the file; does nothing for one that is in memory.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        if (_held is null && UploadId == 0) return;
        if (_used == 0 && UploadId == 0) return;
        await ShipHeldAsync(cancellationToken);
        if (_used == 0 || Failure != CommitStatus.Stored) return;
        Ship(_block!, _used);
        _block = null;
    }

    /// <summary>Whether a chunk failed that nobody has waited for: asked by the writer right before it would store the message.</summary>
    public CommitStatus LastOutcome
    {
        get
        {
            if (Failure != CommitStatus.Stored) return Failure;
            if (_inFlightBefore?.Outcome is { } before and not CommitStatus.Stored) return before;
            return _inFlight?.Outcome ?? CommitStatus.Stored;
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        Return(ref _block);
        Return(ref _held);
        (_inFlight, _inFlightBefore) = (null, null);
    }

    private bool TryGrow()
    {
        if (UploadId != 0 || _held is not null || _size >= LastSize) return false;
        var next = _size == FirstSize ? SecondSize : LastSize;
        if (!path.Budget.TryTake(next - _size)) return false;
        var larger = ArrayPool<byte>.Shared.Rent(next);
        _block.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_block!);
        (_block, _size) = (larger, next);
        return true;
    }

    private async Task PassOnAsync(CancellationToken cancellationToken)
    {
        if (UploadId == 0 && _held is null) FirstLeaving?.Invoke(_block.AsMemory(0, _used));
        await ShipHeldAsync(cancellationToken);
        if (Failure == CommitStatus.Stored && path.Budget.TryTake(_size))
        {
            (_held, _block, _used) = (_block, ArrayPool<byte>.Shared.Rent(_size), 0);
            return;
        }

        // There is no memory for a second block: this one goes to the file before it is filled again.
        if (Failure == CommitStatus.Stored)
        {
            Ship(_block!, _used);
            _block = null;
            await SettleAsync();
            await path.Budget.TakeAsync(_size, cancellationToken);
            _block = ArrayPool<byte>.Shared.Rent(_size);
        }

        _used = 0;
    }

    private async ValueTask ShipHeldAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_held is not { } full) return;
        await SettleAsync();
        if (Failure != CommitStatus.Stored) return;
        _held = null;
        Ship(full, _size);
    }

    private async ValueTask SettleAsync()
    {
        if (_inFlight is not { } sent) return;
        await sent.Task;
        Failure = LastOutcome;
    }

    private void Ship(byte[] block, int length)
    {
        if (UploadId == 0) UploadId = path.Writer.State.NextUpload();
        var job = new ChunkJob(path, UploadId, _chunks++, block, length, _size);
        (_inFlightBefore, _inFlight) = (_inFlight, job);
        if (!path.Writer.Enqueue(job)) job.Complete(CommitStatus.StorageFailed);
    }

    private void Return(ref byte[]? block)
    {
        if (block is null) return;
        ArrayPool<byte>.Shared.Return(block);
        path.Budget.Return(_size);
        block = null;
    }
}
