using System.Globalization;

namespace MailSink.Benchmarks.Servers;

/// <summary>MailSink as a user starts it: its own process, its defaults, a fresh data folder on disk.</summary>
/// <param name="dll">A published or built <c>MailSink.dll</c>.</param>
/// <param name="extra">Further options.</param>
internal sealed class MailSinkServer(string dll, params string[] extra) : ServerKind
{
    public override string Name => "MailSink";

    private bool _keeps;

    /// <summary>The same server with further options.</summary>
    public MailSinkServer With(params string[] more) => new(dll, [.. extra, .. more]);

    /// <summary>The same server, whose data folder stays when it ends.</summary>
    public MailSinkServer Keeping() => new(dll, extra) { _keeps = true };

    public override Task<RunningServer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var port = FreePort();
        string[] arguments =
        [
            dll, "--smtp-port", port.ToString(CultureInfo.InvariantCulture), "--http-port", "0", "--bind", "127.0.0.1",
            "--data", folder, .. extra,
        ];
        return RunningAsync(Name, port, ChildProcess.Start(Dotnet, arguments), _keeps ? null : folder, cancellationToken);
    }

    /// <summary>The host this program itself runs under, else what the search path gives.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
