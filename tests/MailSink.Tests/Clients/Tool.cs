using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace MailSink.Tests.Clients;

/// <summary>A mail client of this machine. A test that needs one that is not installed is skipped, and says which.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it to its end; it must succeed.</summary>
    /// <returns>What it wrote, to both outputs.</returns>
    public static async Task<string> RunAsync(string name, IEnumerable<string> arguments, byte[]? input = null)
    {
        Assert.SkipUnless(IsInstalled(name), $"{name} is not installed.");
        var start = new ProcessStartInfo(name)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
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
        Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}: {all}");
        return all;
    }

    private static bool IsInstalled(string name)
    {
        var file = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? name + ".exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, file)));
    }
}
