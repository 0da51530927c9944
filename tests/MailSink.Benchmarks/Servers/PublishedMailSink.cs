using System.Reflection;

namespace MailSink.Benchmarks.Servers;

/// <summary>Publishes MailSink as the README tells a user to.</summary>
internal static class PublishedMailSink
{
    /// <summary>Publishes into the folder.</summary>
    /// <returns>Path of the <c>MailSink.dll</c> in it.</returns>
    public static async Task<string> MakeAsync(string folder, CancellationToken cancellationToken)
    {
        var project = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => a.Key == "MailSinkProject").Value!;
        string[] arguments = ["publish", project, "-c", "Release", "-o", folder, "--nologo", "-v", "quiet"];
        await using var publish = ChildProcess.Start(MailSinkServer.Dotnet, arguments);
        var exit = await publish.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (exit != 0) throw new InvalidOperationException($"dotnet publish ended with {exit}.{Environment.NewLine}{publish.LastLines}");
        return Path.Combine(folder, "MailSink.dll");
    }
}
