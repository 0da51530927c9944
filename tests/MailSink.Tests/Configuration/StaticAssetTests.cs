using System.Diagnostics;
using Xunit;

namespace MailSink.Tests.Configuration;

/// <summary>
/// wwwroot stands at the top of the repository, where the SDK does not look for it by itself; these tests hold the build to it in
/// each of the three ways the files are served.
/// </summary>
public sealed class StaticAssetTests
{
    public static TheoryData<string> Assets { get; } = [.. new[] { "*.css", "*.js" }.Select(First)];

    [Theory]
    [MemberData(nameof(Assets))]
    public async Task A_sink_in_this_process_serves_them(string path)
    {
        await using var sink = await TestSink.StartAsync();
        await AssertServedAsync(sink.HttpAddress, path);
    }

    [Theory]
    [MemberData(nameof(Assets))]
    public async Task The_program_in_its_build_folder_serves_them(string path)
    {
        await using var sink = await SinkProcess.StartedAsync("--smtp-port", "0", "--http-port", "0", "--data", ":memory:", "--base-path", "/mail");
        await AssertServedAsync(new Uri($"http://127.0.0.1:{sink.HttpPort}/mail/"), path);
    }

    [Fact]
    public async Task The_published_program_serves_them()
    {
        using var folder = new TemporaryFolder();
        await PublishAsync(folder.Path);

        await using var sink = SinkProcess.Start(
            ["--smtp-port", "0", "--http-port", "0", "--data", ":memory:"], program: Path.Combine(folder.Path, "MailSink.dll"));
        await sink.StartedAsync();

        foreach (var path in Assets) await AssertServedAsync(new Uri($"http://127.0.0.1:{sink.HttpPort}/"), path);
    }

    private static async Task AssertServedAsync(Uri root, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = root };
        var octets = await http.GetByteArrayAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "wwwroot", path), TestContext.Current.CancellationToken), octets);
    }

    /// <summary>Publishes what was built with these tests, in their configuration.</summary>
    private static async Task PublishAsync(string folder)
    {
        var configuration = AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            ArgumentList = { "publish", "src/MailSink", "-c", configuration, "--no-build", "--nologo", "-o", folder },
        };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, output);
    }

    private static string First(string pattern)
    {
        var root = Path.Combine(Repository.Root, "wwwroot");
        var file = Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        return Path.GetRelativePath(root, file).Replace('\\', '/');
    }
}
