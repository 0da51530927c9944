using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>A mail client of this machine. A test that needs one that is not installed is skipped, and says which.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it to its end; it must succeed.</summary>
    /// <param name="name">A command on the path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <param name="environment">Variables it sees besides ours.</param>
    /// <returns>What it wrote, to both outputs.</returns>
    public static async Task<string> RunAsync(
        string name, IEnumerable<string> arguments, byte[]? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var (code, output) = await TryAsync(name, arguments, input, environment);
        Assert.True(code == 0, $"{name} ended with {code}: {output}");
        return output;
    }

    /// <summary>Runs it to its end, however that ends.</summary>
    public static async Task<(int Code, string Output)> TryAsync(
        string name, IEnumerable<string> arguments, byte[]? input = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        Assert.SkipUnless(Find(name) is not null, $"{name} is not installed.");
        var start = new ProcessStartInfo(name)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>()) start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input ?? [], TestContext.Current.CancellationToken);
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        var all = await output + await errors;
        return (process.ExitCode, all);
    }

    /// <summary>Where on the path a command is, or null.</summary>
    public static string? Find(string name)
    {
        var file = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
