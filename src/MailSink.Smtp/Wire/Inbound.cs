using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace MailSink.Smtp;

/// <summary>The octets a client has sent and nobody has taken yet: one window onto the pipe, kept open over several lines.</summary>
internal sealed class Inbound(PipeReader reader)
{
    private bool open;
    private ReadOnlySequence<byte> come;
    private long shown = long.MaxValue;

    /// <summary>What has come and is not taken, as far as it is shown.</summary>
    public ReadOnlySequence<byte> Held { get; private set; }

    /// <summary>Nothing may be taken before more is shown.</summary>
    public bool IsShut => shown == 0;

    /// <summary>Nothing more will come.</summary>
    public bool Ended { get; private set; }

    /// <summary>Octets received so far.</summary>
    public long Received { get; private set; }

    public void Take(SequencePosition end)
    {
        if (shown != long.MaxValue) shown -= Held.Slice(0, end).Length;
        come = come.Slice(end);
        Held = Visible();
    }

    /// <summary>Shows so many octets of what has come and will come, and hides the rest; <see cref="long.MaxValue"/> hides nothing.</summary>
    public void Show(long octets)
    {
        shown = octets;
        Held = Visible();
    }

    /// <summary>Looks, without waiting, whether something has come.</summary>
    public bool TryPeek()
    {
        if (open || !reader.TryRead(out var result)) return !come.IsEmpty;
        open = true;
        Receive(result);
        return !come.IsEmpty;
    }

    /// <summary>Looks, without waiting, whether nothing more will come.</summary>
    public bool PeekEnd()
    {
        if (Ended || !come.IsEmpty) return Ended && come.IsEmpty;
        if (open) reader.AdvanceTo(come.Start, come.End);
        open = false;
        TryPeek();
        return Ended && come.IsEmpty;
    }

    /// <summary>Waits for octets beyond those held, the end, or <see cref="Interrupt"/>.</summary>
    /// <returns>False when the wait was interrupted.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> WaitAsync()
    {
        if (Ended) return true;
        if (open) reader.AdvanceTo(come.Start, come.End);
        open = false;
        try
        {
            var result = await reader.ReadAsync();
            open = true;
            Receive(result);
            return !result.IsCanceled;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // A reset is an end: what the client sent before it is as good as what came before a FIN.
            Held = come = default;
            Ended = true;
            return true;
        }
    }

    /// <summary>Wakes a pending or the next <see cref="WaitAsync"/>. May be called from any thread.</summary>
    public void Interrupt() => reader.CancelPendingRead();

    /// <summary>Gives the window back to the pipe.</summary>
    public void Release()
    {
        if (open) reader.AdvanceTo(come.Start);
        open = false;
        Held = come = default;
    }

    private void Receive(in ReadResult result)
    {
        Received += result.Buffer.Length - come.Length;
        come = result.Buffer;
        Held = Visible();
        Ended = result.IsCompleted;
    }

    private ReadOnlySequence<byte> Visible() => come.Length > shown ? come.Slice(0, shown) : come;
}
