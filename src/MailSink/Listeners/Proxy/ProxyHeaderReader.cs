using System.Buffers;
using System.IO.Pipelines;

namespace MailSink.Listeners;

/// <summary>Takes the PROXY header off a connection, and nothing behind it.</summary>
internal static class ProxyHeaderReader
{
    /// <summary>The protocol's authors ask for at least three seconds, for a lost packet to be sent again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Null when none came in time or before the server stops, or a malformed one.</returns>
    public static async ValueTask<ProxyHeader?> ReadAsync(PipeReader input, TimeProvider time, CancellationToken stopping)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(limit.Token);
                var isRight = TryTake(read.Buffer, out var header, out var length);
                input.AdvanceTo(read.Buffer.GetPosition(length), header is null ? read.Buffer.End : read.Buffer.GetPosition(length));
                if (!isRight || header is not null) return header;
                if (read.IsCompleted) return null;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private static bool TryTake(ReadOnlySequence<byte> octets, out ProxyHeader? header, out int length) =>
        ProxyHeader.TryRead(octets.IsSingleSegment ? octets.FirstSpan : octets.ToArray(), out header, out length);
}
