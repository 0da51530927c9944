using System.Collections;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using MailSink.Tls;

namespace MailSink.Configuration;

/// <summary>The command line: <c>mailsink [options]</c>, <c>mailsink health</c>, <c>mailsink cert export|trust</c>.</summary>
internal static class SinkCommand
{
    /// <summary>It worked, or was asked to stop.</summary>
    private const int Success = 0;

    /// <summary>It was asked for something it could not do: a port is taken, a folder cannot be written.</summary>
    private const int Failure = 1;

    /// <summary>It was asked for something that makes no sense.</summary>
    private const int Usage = 2;

    public static string Version { get; } =
        typeof(SinkCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static async Task<int> RunAsync(string[] args)
    {
        var error = Console.Error;
        var commandLine = new SinkCommandLine();
        var parsed = commandLine.Parse(args);
        var complaints = commandLine.Complaints(parsed);
        if (complaints.Count == 0 && parsed.Action is HelpAction or VersionAction)
            return await parsed.InvokeAsync();

        SinkOptions? options = null;
        if (complaints.Count == 0)
            (options, complaints) = new Settings(EnvironmentVariables(), AppContext.BaseDirectory).Read(commandLine.Settings(parsed));
        if (options is null || complaints.Count > 0)
        {
            foreach (var complaint in complaints) await error.WriteLineAsync($"mailsink: {complaint}");
            await error.WriteLineAsync("Try 'mailsink --help'.");
            return Usage;
        }

        if (commandLine.IsHealth(parsed)) return await HealthCommand.RunAsync(options);
        if (commandLine.IsExport(parsed)) return await CertCommand.ExportAsync(options, commandLine.ExportFile(parsed));
        return commandLine.IsTrust(parsed) ? await CertCommand.TrustAsync(options) : await ServeAsync(options);
    }

    private static async Task<int> ServeAsync(SinkOptions options)
    {
        try
        {
            await using var sink = await SinkApplication.StartAsync(options);
            await Banner.WriteAsync(Console.Out, sink);
            await sink.WaitForShutdownAsync();
            return Success;
        }
        catch (OperationCanceledException)
        {
            // Only a signal cancels the start: it was asked to stop before everything ran.
            return Success;
        }
        catch (Exception e) when (StartFailure.Explain(e, options) is { } line)
        {
            await Console.Error.WriteLineAsync($"mailsink: {line.ReplaceLineEndings(" ")}");
            return Failure;
        }
    }

    private static Dictionary<string, string> EnvironmentVariables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(static v => (string)v.Key, static v => v.Value as string ?? "", StringComparer.Ordinal);
}

/// <summary><c>--version</c>: the product's name and version, whatever assembly started the process.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"MailSink {SinkCommand.Version}");
        return 0;
    }
}
