using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace MailSink.Smtp;

/// <summary>The octets a client has sent and nobody has taken yet: one window onto the pipe, kept open over several lines.</summary>
internal sealed class Inbound(PipeReader reader)
{
    private bool open;

    /// <summary>What has come and is not taken.</summary>
    public ReadOnlySequence<byte> Held { get; private set; }

    /// <summary>Nothing more will come.</summary>
    public bool Ended { get; private set; }

    /// <summary>Octets received so far.</summary>
    public long Received { get; private set; }

    public void Take(SequencePosition end) => Held = Held.Slice(end);

    public void Take(long octets) => Held = Held.Slice(octets);

    /// <summary>Waits for octets beyond those held, the end, or <see cref="Interrupt"/>.</summary>
    /// <returns>False when the wait was interrupted.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitAsync()
    {
        if (Ended) return true;
        var before = Held.Length;
        if (open) reader.AdvanceTo(Held.Start, Held.End);
        open = false;
        try
        {
            var result = await reader.ReadAsync();
            open = true;
            Held = result.Buffer;
            Ended = result.IsCompleted;
            Received += Held.Length - before;
            return !result.IsCanceled;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // A reset is an end: what the client sent before it is as good as what came before a FIN.
            Held = default;
            Ended = true;
            return true;
        }
    }

    /// <summary>Wakes a pending or the next <see cref="WaitAsync"/>. May be called from any thread.</summary>
    public void Interrupt() => reader.CancelPendingRead();

    /// <summary>Gives the window back to the pipe.</summary>
    public void Release()
    {
        if (open) reader.AdvanceTo(Held.Start);
        open = false;
        Held = default;
    }
}
