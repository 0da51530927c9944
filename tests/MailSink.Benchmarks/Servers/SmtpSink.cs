using System.Globalization;

namespace MailSink.Benchmarks.Servers;

/// <summary>Postfix's <c>smtp-sink</c>: one process in C that throws everything away. It is the yardstick.</summary>
internal sealed class SmtpSink : ServerKind
{
    private static readonly string[] _folders = ["/usr/sbin", "/usr/local/sbin", "/usr/lib/postfix/sbin"];

    public override string Name => "smtp-sink";

    /// <summary>The program of that name from Postfix, or null when there is none.</summary>
    public static string? Find(string program) => _folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    public override Task<RunningServer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var port = FreePort();
        // As root it insists on a user to become.
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : [];
        string[] arguments = [.. user, "-m", "1024", string.Create(CultureInfo.InvariantCulture, $"inet:127.0.0.1:{port}"), "1024"];
        return RunningAsync(Name, port, ChildProcess.Start(Find("smtp-sink")!, arguments), null, cancellationToken);
    }
}
