namespace MailSink.Reports;

/// <summary>Tells the worker that a message is stored that asks for a report. Messages that ask for none never come near it.</summary>
internal sealed class ReportRequests : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0, 1);
    private int _pending;

    /// <summary>Called by the writer behind a commit; any number of calls before the worker looks are one.</summary>
    public void Ask()
    {
        if (Interlocked.Exchange(ref _pending, 1) == 0) _asked.Release();
    }

    /// <summary>Waits for the next <see cref="Ask"/>, or takes one that came already.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _asked.WaitAsync(cancellationToken);
        Volatile.Write(ref _pending, 0);
    }

    public void Dispose() => _asked.Dispose();
}
