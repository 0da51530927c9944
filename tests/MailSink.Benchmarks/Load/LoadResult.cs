namespace MailSink.Benchmarks.Load;

/// <summary>What one round of load brought.</summary>
/// <param name="Messages">Messages acknowledged.</param>
/// <param name="Elapsed">From the moment all sessions were ready to the last acknowledgement.</param>
/// <param name="Acknowledgement">From the last octet of a message to its 250; empty when the client does not tell.</param>
internal sealed record LoadResult(long Messages, TimeSpan Elapsed, LatencyHistogram Acknowledgement)
{
    public double Rate => Messages / Elapsed.TotalSeconds;
}
