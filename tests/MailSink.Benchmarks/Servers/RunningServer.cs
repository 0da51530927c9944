using System.Net;

namespace MailSink.Benchmarks.Servers;

/// <summary>A server that answers. Its end takes its process and its folder with it.</summary>
/// <param name="name">As the table shows it.</param>
/// <param name="endPoint">Where it takes SMTP.</param>
/// <param name="process">The process, when this run started it.</param>
/// <param name="folder">What it wrote, removed with it.</param>
internal sealed class RunningServer(string name, IPEndPoint endPoint, ChildProcess? process, string? folder) : IAsyncDisposable
{
    public string Name => name;

    public IPEndPoint EndPoint => endPoint;

    /// <summary>Its process, whose figures can be read; null for a peer.</summary>
    public int? ProcessId => process?.Id;

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await process.DisposeAsync().ConfigureAwait(false);
        if (folder is not null && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
