using MailSink.Reports;
using MailSink.Storage.Writer;

namespace MailSink.Storage.Ingest;

/// <summary>What an incoming message needs of the store.</summary>
internal sealed record IngestPath(StoreWriter Writer, MemoryBudget Budget, Retention Retention, Upkeep Upkeep, ReportRequests Reports, FreeSpace Space)
{
    /// <summary>Octets that messages in flight may hold together.</summary>
    public const long MemoryLimit = 64L * 1024 * 1024;
}
