using System.Buffers;
using MailSink.Smtp;
using MailSink.Storage.Writer;

namespace MailSink.Storage.Ingest;

/// <summary>One chunk of a large body on its way to the file. Owns its block until it is written.</summary>
internal sealed class ChunkJob(IngestPath path, long uploadId, int number, byte[] block, int length, int reserved) : WriteJob
{
    /// <summary>Bits of a chunk's id that number it within its upload.</summary>
    public const int NumberBits = 20;

    private readonly TaskCompletionSource<CommitStatus> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommitStatus? _outcome;

    public override int Octets => length;

    /// <summary>Completes when the chunk is on the disk, or has failed to get there.</summary>
    public Task<CommitStatus> Task => _done.Task;

    /// <summary>What became of it; null while it waits. Read on the writer's thread.</summary>
    public CommitStatus? Outcome => _outcome;

    public override CommitStatus Write(StoreFile file, Batch batch)
    {
        if (number == 0) file.Ingest.Upload.Bind(1, uploadId).Bind(2, batch.NowUs).Run();
        file.Ingest.Chunk.Bind(1, (uploadId << NumberBits) | (uint)number).BindBlob(2, block.AsSpan(0, length)).Run();
        return CommitStatus.Stored;
    }

    public override void Complete(CommitStatus status)
    {
        _outcome = status;
        ArrayPool<byte>.Shared.Return(block);
        path.Budget.Return(reserved);
        _done.SetResult(status);
    }
}
