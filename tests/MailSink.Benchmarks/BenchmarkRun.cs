using MailSink.Benchmarks.Servers;

namespace MailSink.Benchmarks;

/// <summary>What every scenario needs: the options, the servers to drive, a folder, and the word to stop.</summary>
internal sealed class BenchmarkRun(BenchmarkOptions options, string folder, MailSinkServer? mailSink, CancellationToken stop)
{
    private int _folders;

    public BenchmarkOptions Options => options;

    public CancellationToken Stop => stop;

    /// <summary>Null with <c>--no-mailsink</c>.</summary>
    public MailSinkServer? MailSink => mailSink;

    /// <summary>All servers of the run: smtp-sink if this machine has it, MailSink, the peers.</summary>
    public IReadOnlyList<ServerKind> Servers { get; } =
    [
        .. SmtpSink.Find("smtp-sink") is null ? Array.Empty<ServerKind>() : [new SmtpSink()],
        .. mailSink is null ? Array.Empty<ServerKind>() : [mailSink],
        .. options.Peers,
    ];

    /// <summary>A name for a folder that does not exist yet.</summary>
    public string NewFolder() => Path.Combine(folder, $"data-{++_folders}");

    /// <summary>Tells the one who waits what is being done; the result goes to standard output.</summary>
    public static void Tell(string line) => Console.Error.WriteLine(line);
}
